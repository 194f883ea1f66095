package io.balsam.simulator.profile;

/**
 * Machine with a site on it.
 *
 * @param site settings of the site
 * @param jobFailures probability that an attempt of a job fails
 */
public record Scenario(Profile machine, SiteProfile site, double jobFailures) {

  /** Returns the same with other jobs of other users. */
  public Scenario withOthers(OtherUsers others) {
    return new Scenario(machine.withOthers(others), site, jobFailures);
  }
}
