package io.balsam.engine.model

/**
 * What the models must compute, from all attempts at once and in the plainest way: a weighted Bayesian regression for
 * each scaling law, and the mixture of the laws by their evidence.
 */
class BatchRegression {

    static final double PRECISION = 1e-3

    private final List<double[]> rows
    private final List<Double> times
    private final List<Integer> nodes
    private final double forgetting
    private final List<Map> laws
    private final List<Double> shares

    /**
     * @param rows for each attempt a constant 1, log nodes, log ranks per node, and what else; in relation to the first
     * @param times seconds
     */
    BatchRegression(List<double[]> rows, List<Double> times, List<Integer> nodes, double forgetting) {
        this.rows = rows
        this.times = times
        this.nodes = nodes
        this.forgetting = forgetting
        laws = [law(null)] + (0..8).collect { law(2 ** -it as double) }
        double most = laws*.evidence.max()
        List<Double> weights = laws.collect { Math.exp(it.evidence - most) }
        shares = weights*.div(weights.sum())
    }

    /** Returns location, scale and degrees of freedom for a row. */
    List<Double> predict(double[] row, int itsNodes) {
        List<Double> means = laws.collect { law ->
            known(law.serial, itsNodes) + dot(law.mean, columns(row, law.serial))
        }
        double location = (0..9).sum { shares[it] * means[it] }
        double square = (0..9).sum {
            Map law = laws[it]
            double[] x = columns(row, law.serial)
            shares[it] * (law.b / law.a * (1 + dot(x, solve(law.matrix, x))) + (means[it] - location)**2)
        }
        [location, Math.sqrt(square), 2 * laws[0].a]
    }

    private Map law(Double serial) {
        int size = columns(rows[0], serial).length
        double[][] matrix = new double[size][size]
        double[] prior = new double[size]
        prior[0] = Math.log(60)
        if (serial == null) {
            prior[1] = -0.5
        }
        double[] right = new double[size]
        double square = 0
        double weights = 0
        size.times {
            matrix[it][it] = PRECISION
            right[it] = PRECISION * prior[it]
            square += PRECISION * prior[it]**2
        }
        rows.eachWithIndex { double[] all, int i ->
            double[] x = columns(all, serial)
            double y = Math.log(times[i]) - known(serial, nodes[i])
            double weight = forgetting**(rows.size() - 1 - i)
            weights += weight
            square += weight * y * y
            size.times { a ->
                right[a] += weight * x[a] * y
                size.times { b -> matrix[a][b] += weight * x[a] * x[b] }
            }
        }
        double[] mean = solve(matrix, right)
        double a = 1 + weights / 2
        double b = 0.01 + (square - dot(mean, right)) / 2
        double evidence = Math.log(serial == null ? 0.5 : 0.5 / 9) +
            (size * Math.log(PRECISION) - Math.log(determinant(matrix))) / 2 - a * Math.log(b)
        [serial: serial, matrix: matrix, mean: mean, a: a, b: b, evidence: evidence]
    }

    private double known(Double serial, int count) {
        serial == null ? 0 : Math.log((serial + (1 - serial) / count) / (serial + (1 - serial) / nodes[0]))
    }

    private static double[] columns(double[] row, Double serial) {
        serial == null ? row : ([row[0]] + row.toList().drop(2)) as double[]
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0
        left.length.times { sum += left[it] * right[it] }
        sum
    }

    private static double[] solve(double[][] matrix, double[] right) {
        eliminated(matrix, right).collect { it.last() } as double[]
    }

    private static double determinant(double[][] matrix) {
        double product = 1
        eliminated(matrix, new double[matrix.length]) { product *= it }
        product
    }

    /** Eliminates all columns, with pivots, and tells of each. */
    private static List<double[]> eliminated(double[][] matrix, double[] right, Closure<?> pivots = {}) {
        List<double[]> lines = (0..<right.length).collect { (matrix[it].toList() + right[it]) as double[] }
        right.length.times { column ->
            int best = (column..<right.length).max { Math.abs(lines[it][column]) }
            lines.swap(column, best)
            pivots(best == column ? lines[column][column] : -lines[column][column])
            double pivot = lines[column][column]
            lines[column] = lines[column].collect { it / pivot } as double[]
            right.length.times { other ->
                if (other != column) {
                    double factor = lines[other][column]
                    (right.length + 1).times { lines[other][it] -= factor * lines[column][it] }
                }
            }
        }
        lines
    }
}
