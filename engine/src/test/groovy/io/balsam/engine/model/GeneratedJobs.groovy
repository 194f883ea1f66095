package io.balsam.engine.model

/** Jobs whose run times follow a known law, with known scatter. */
class GeneratedJobs {

    record Attempt(JobFeatures job, double seconds) {}

    private final Random random

    GeneratedJobs(long seed) {
        random = new Random(seed)
    }

    /** A power law in nodes, ranks and a size, and three kinds. */
    Attempt next() {
        int nodes = 1 << random.nextInt(5)
        int perNode = 1 << random.nextInt(3)
        double size = Math.exp(4 + 3 * random.nextDouble())
        String kind = ['small', 'medium', 'large'][random.nextInt(3)]
        double seconds = 0.01 * size**1.7 * nodes**-0.8 * perNode**-0.5 * [small: 0.5, medium: 1, large: 3][kind]
        new Attempt(new JobFeatures(nodes, nodes * perNode, [size: size, kind: kind]), seconds * scatter(0.25))
    }

    /** Amdahl's law, 100 s on one node. */
    Attempt amdahl(double serial, double noise) {
        int nodes = 1 << random.nextInt(7)
        new Attempt(new JobFeatures(nodes, 4 * nodes, [:]), 100 * (serial + (1 - serial) / nodes) * scatter(noise))
    }

    /** A job on one node. */
    Attempt plain(double seconds, double noise) {
        new Attempt(new JobFeatures(1, 1, [:]), seconds * scatter(noise))
    }

    static boolean between(Number value, Number low, Number high) {
        low <= value && value <= high
    }

    boolean once(double probability) {
        random.nextDouble() < probability
    }

    private double scatter(double noise) {
        Math.exp(noise * random.nextGaussian())
    }

    static RunTimeModel learn(RunTimeModel model, int count, Closure<Attempt> next) {
        (0..<count).inject(model) { learnt, at ->
            Attempt attempt = next(at)
            learnt.finished(attempt.job(), attempt.seconds())
        } as RunTimeModel
    }

    /** The share of attempts within the 90 % interval. */
    static double coverage(RunTimeModel model, int count, Closure<Attempt> next) {
        (0..<count).count {
            Attempt attempt = next()
            double probability = model.predict(attempt.job()).probabilityWithin(attempt.seconds())
            probability > 0.05 && probability < 0.95
        } / count
    }
}
