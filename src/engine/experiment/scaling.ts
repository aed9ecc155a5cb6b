import { levenbergMarquardt } from 'ml-levenberg-marquardt'

/** Throughput at a number of threads or of jobs in flight. */
export interface ScalingPoint {
  readonly n: number
  readonly jobsPerSecond: number
}

/** The Universal Scalability Law: X(N) = λN ÷ (1 + σ(N − 1) + κN(N − 1)). */
export interface UslFit {
  /** Throughput at N = 1. */
  readonly lambda: number
  /** Contention: the share that cannot be done side by side. */
  readonly sigma: number
  /** Coherency: what each pair of workers costs. */
  readonly kappa: number
  /** Where throughput is highest by the model; null where it only rises. */
  readonly peakN: number | null
}

/** Amdahl's law: X(N) = λN ÷ (1 + s(N − 1)), s being the serial share. */
export interface AmdahlFit {
  readonly lambda: number
  readonly serialShare: number
}

/** Fewer points than this can be fitted and mean nothing: the law has three parameters. */
export const LEAST_USL_POINTS = 6

/**
 * Fits the Universal Scalability Law by least squares of throughput, λ among the parameters, σ and
 * κ bounded below by 0. Null with fewer than 6 points.
 * Source: N. Gunther, "Guerrilla Capacity Planning" (2007), chapter 4.
 */
export function fitUsl(points: readonly ScalingPoint[]): UslFit | null {
  const usable = points.filter(({ n, jobsPerSecond }) => n > 0 && jobsPerSecond > 0)
  if (new Set(usable.map(({ n }) => n)).size < LEAST_USL_POINTS) return null
  const [lambda, sigma, kappa] = fit(usable, usl, [0, 0], [1, 1])
  // Gunther, equation 4.33: dX/dN = 0.
  const peakN = kappa > 0 && sigma < 1 ? Math.sqrt((1 - sigma) / kappa) : null
  return { lambda, sigma, kappa, peakN }
}

/**
 * Fits Amdahl's law in the same way. Null with fewer than 3 points. Source: G. Amdahl, "Validity of
 * the single processor approach to achieving large scale computing capabilities" (1967).
 */
export function fitAmdahl(points: readonly ScalingPoint[]): AmdahlFit | null {
  const usable = points.filter(({ n, jobsPerSecond }) => n > 0 && jobsPerSecond > 0)
  if (new Set(usable.map(({ n }) => n)).size < 3) return null
  const [lambda, serialShare] = fit(usable, usl, [0], [1])
  return { lambda, serialShare }
}

/** A point with half of the 95 % interval of its throughput. */
export interface UncertainPoint extends ScalingPoint {
  readonly marginPerSecond: number
}

/**
 * Half of the 95 % interval of each parameter that `parametersOf` fits, as far as the points'
 * own uncertainty makes it: how much each parameter moves with each point, times that point's
 * margin, added as squares (the delta method). That the law itself may be wrong is not in it. Null
 * where there is no fit. Source: G. Casella, R. Berger, "Statistical Inference" (2002), section 5.5.4.
 */
export function parameterMargins(
  points: readonly UncertainPoint[],
  parametersOf: (points: readonly ScalingPoint[]) => readonly number[] | null,
): readonly number[] | null {
  const fitted = parametersOf(points)
  if (fitted === null) return null
  const squares = fitted.map(() => 0)
  for (const [moved, { marginPerSecond }] of points.entries()) {
    const others = points.map((point, index) =>
      index === moved
        ? { n: point.n, jobsPerSecond: point.jobsPerSecond + marginPerSecond }
        : point,
    )
    for (const [index, value] of (parametersOf(others) ?? fitted).entries()) {
      squares[index] = (squares[index] ?? 0) + (value - (fitted[index] ?? 0)) ** 2
    }
  }
  return squares.map(Math.sqrt)
}

/** Throughput by the law at `n`. */
export function uslAt({ lambda, sigma, kappa }: Omit<UslFit, 'peakN'>, n: number): number {
  return usl(lambda, sigma, kappa, n)
}

/** Throughput by Amdahl's law at `n`. */
export function amdahlAt({ lambda, serialShare }: AmdahlFit, n: number): number {
  return usl(lambda, serialShare, 0, n)
}

function usl(lambda: number, sigma: number, kappa: number, n: number): number {
  return (lambda * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1))
}

/** λ relative to the rate per worker at the least N, then σ and perhaps κ, from several starts. */
function fit(
  points: readonly ScalingPoint[],
  law: typeof usl,
  low: readonly number[],
  high: readonly number[],
): [lambda: number, sigma: number, kappa: number] {
  const sorted = [...points].sort((a, b) => a.n - b.n)
  const [first] = sorted
  const scale = first === undefined ? 1 : first.jobsPerSecond / first.n
  const data = {
    x: sorted.map(({ n }) => n),
    y: sorted.map(({ jobsPerSecond }) => jobsPerSecond / scale),
  }
  const fits = [0.001, 0.05, 0.5].map((start) =>
    levenbergMarquardt(
      data,
      ([lambda = 1, sigma = 0, kappa = 0]: number[]) =>
        (n: number) =>
          law(lambda, sigma, kappa, n),
      {
        initialValues: [1, start, start / 10].slice(0, low.length + 1),
        minValues: [0.01, ...low],
        maxValues: [100, ...high],
        damping: 0.01,
        gradientDifference: 1e-7,
        maxIterations: 500,
        errorTolerance: 1e-12,
      },
    ),
  )
  const best = fits.reduce((a, b) => (b.parameterError < a.parameterError ? b : a))
  const [lambda = 1, sigma = 0, kappa = 0] = best.parameterValues
  return [lambda * scale, sigma, kappa]
}
