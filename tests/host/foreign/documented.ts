/**
 * The forms in which k6, oha and wrk2 write, with values of our own.
 *
 * k6: https://grafana.com/docs/k6/latest/results-output/end-of-test/custom-summary/ for the data of
 * `handleSummary`, https://grafana.com/docs/k6/latest/results-output/end-of-test/ for
 * `--summary-export`, which has the figures beside the names of the metrics.
 */
const trend = { avg: 3.2, min: 0.9, med: 2.4, max: 61.5, 'p(90)': 6.1, 'p(95)': 9.75 }

export const k6Export = {
  root_group: {
    name: '',
    path: '',
    id: 'd41d8cd98f00b204e9800998ecf8427e',
    groups: {},
    checks: {},
  },
  metrics: {
    http_req_duration: { ...trend, thresholds: { 'p(95)<500': false } },
    'http_req_duration{expected_response:true}': { ...trend, avg: 3.1 },
    http_reqs: { count: 4200, rate: 139.6 },
    http_req_failed: { passes: 21, fails: 4179, value: 0.005 },
    iteration_duration: { ...trend, max: 80 },
    iterations: { count: 4200, rate: 139.6 },
    vus: { value: 10, min: 10, max: 10 },
  },
}

export const k6Summary = {
  root_group: k6Export.root_group,
  options: { summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)'] },
  state: { isStdOutTTY: true, testRunDurationMs: 30_086 },
  metrics: {
    http_req_duration: { type: 'trend', contains: 'time', values: trend },
    http_reqs: { type: 'counter', contains: 'default', values: { count: 4200, rate: 139.6 } },
    http_req_failed: {
      type: 'rate',
      contains: 'default',
      values: { rate: 0.005, passes: 21, fails: 4179 },
    },
  },
}

/** https://github.com/hatoo/oha/blob/master/schema.json */
export const oha = {
  summary: {
    successRate: 0.99975,
    total: 10.0,
    slowest: 0.0312,
    fastest: 0.0021,
    average: 0.0041,
    requestsPerSec: 1200.5,
    totalData: 60_000,
    sizePerRequest: 5,
    sizePerSec: 6_000.1,
  },
  responseTimeHistogram: { '0.0021': 1, '0.0166': 11_990, '0.0312': 9 },
  latencyPercentiles: {
    p10: 0.0024,
    p25: 0.003,
    p50: 0.0038,
    p75: 0.0047,
    p90: 0.0061,
    p95: 0.0072,
    p99: 0.0095,
    'p99.9': 0.021,
    'p99.99': 0.0309,
  },
  rps: { mean: 1199, stddev: 80, max: 1400, min: 800, percentiles: { p50: 1201 } },
  statusCodeDistribution: { '200': 11_998, '503': 2 },
  errorDistribution: { 'aborted due to deadline': 10, 'connection refused': 3 },
}

/** https://github.com/giltene/wrk2#readme */
export const wrk2 = `Running 30s test @ http://127.0.0.1:8080/index.html
  2 threads and 100 connections
  Thread calibration: mean lat.: 1.708ms, rate sampling interval: 10ms
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     8.86ms   79.34ms   1.21s    98.79%
    Req/Sec     1.05k   110.52     1.89k    79.43%
  Latency Distribution (HdrHistogram - Recorded Latency)
 50.000%    1.10ms
 75.000%    1.90ms
 90.000%    3.04ms
 99.000%  272.89ms
 99.900%    1.07s
 99.990%    1.19s
 99.999%    1.21s
100.000%    1.21s

  Detailed Percentile spectrum:
       Value   Percentile   TotalCount 1/(1-Percentile)

       0.301     0.000000            1         1.00
       1.100     0.500000        19850         2.00
       3.037     0.900000        35770        10.00
     272.895     0.990625        39372       106.67
    1070.079     0.999023        39706      1024.00
    1212.415     1.000000        39744          inf
#[Mean    =        8.862, StdDeviation   =       79.340]
#[Max     =     1210.416, Total count    =        39744]
#[Buckets =           27, SubBuckets     =         2048]
----------------------------------------------------------
  60017 requests in 30.00s, 19.81MB read
  Socket errors: connect 0, read 1, write 0, timeout 3
Requests/sec:   1999.40
Transfer/sec:    676.14KB
`
