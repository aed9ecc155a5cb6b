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

/** The search for least squares begins from each of these. */
const STARTS = [0.001, 0.05, 0.5]
const MOST_STEPS = 100

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
  const [lambda, sigma, kappa] = fit(usable, 'sigma and kappa')
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
  const [lambda, serialShare] = fit(usable, 'sigma')
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
 * where there is no fit. Source: G. Casella, R. Berger, "Statistical Inference" (2002), section
 * 5.5.4.
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

/**
 * λ, σ and κ of the least squares. Where those without bounds would be negative, the least squares
 * lie on a bound, with one of them or both 0: each of these is fitted by itself, as a search that
 * keeps within bounds stops at the first that it meets.
 */
function fit(
  points: readonly ScalingPoint[],
  parameters: 'sigma' | 'sigma and kappa',
): [lambda: number, sigma: number, kappa: number] {
  const sorted = [...points].sort((a, b) => a.n - b.n)
  const [first] = sorted
  const scale = first === undefined ? 1 : first.jobsPerSecond / first.n
  const data = {
    x: sorted.map(({ n }) => n),
    y: sorted.map(({ jobsPerSecond }) => jobsPerSecond / scale),
  }
  const both = parameters === 'sigma and kappa' ? [fitLaw(data, [true, true])] : []
  const inside = both.filter(isWithinBounds)
  const onBounds = [
    fitLaw(data, [true, false]),
    ...(both.length > 0 ? [fitLaw(data, [false, true])] : []),
    fitLaw(data, [false, false]),
  ].filter(isWithinBounds)
  const candidates = inside.length > 0 ? inside : onBounds
  const best = candidates.reduce((a, b) => (b.error < a.error ? b : a))
  return [best.lambda * scale, best.sigma, best.kappa]
}

interface Fitted {
  readonly lambda: number
  readonly sigma: number
  readonly kappa: number
  /** The sum of squares. */
  readonly error: number
}

const isWithinBounds = ({ sigma, kappa }: Fitted): boolean => sigma >= 0 && kappa >= 0

/** Without bounds; what is not free is 0. */
function fitLaw(
  data: { readonly x: number[]; readonly y: number[] },
  [isSigmaFree, isKappaFree]: readonly [boolean, boolean],
): Fitted {
  const lawOf = ([lambda = 1, ...rest]: readonly number[]) => {
    const sigma = isSigmaFree ? (rest[0] ?? 0) : 0
    const kappa = isKappaFree ? (rest.at(-1) ?? 0) : 0
    return { lambda, sigma, kappa }
  }
  const free = (isSigmaFree ? 1 : 0) + (isKappaFree ? 1 : 0)
  const from = (start: number): Fitted => {
    const { parameterValues, parameterError } = levenbergMarquardt(
      data,
      (values: number[]) => {
        const { lambda, sigma, kappa } = lawOf(values)
        return (n: number) => usl(lambda, sigma, kappa, n)
      },
      {
        initialValues: [1, start, start / 10].slice(0, 1 + free),
        damping: 0.01,
        gradientDifference: 1e-7,
        maxIterations: MOST_STEPS,
        errorTolerance: 1e-12,
      },
    )
    return { ...lawOf(parameterValues), error: parameterError }
  }
  const fits = STARTS.flatMap((start) => {
    try {
      return [from(start)]
    } catch {
      // The library gives up where a step has no solution; the search from elsewhere goes on.
      return []
    }
  })
  const nowhere: Fitted = { lambda: 1, sigma: 0, kappa: 0, error: Infinity }
  return fits.reduce((a, b) => (b.error < a.error ? b : a), nowhere)
}
