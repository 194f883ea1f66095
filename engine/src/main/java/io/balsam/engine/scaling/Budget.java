package io.balsam.engine.scaling;

/**
 * Limit of node-hours.
 *
 * @param key setting that it is written in
 * @param limit the limit
 * @param taken what is taken of it, which several queues may share
 */
record Budget(String key, int limit, Taken taken) {

  /** Node-hours that BatchJobs have used, or may use yet; grows while more are asked for. */
  static final class Taken {
    private double hours;

    Taken(double hours) {
      this.hours = hours;
    }
  }

  double left() {
    return limit - taken.hours;
  }

  void take(double hours) {
    taken.hours += hours;
  }

  /** Returns why nothing may be asked for that would take so much more, a clause. */
  String exceededBy(double hours) {
    return "%s is %d: %.1f are taken, and it would be %.1f more"
        .formatted(key, limit, taken.hours, hours);
  }
}
