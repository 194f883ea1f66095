package io.balsam.simulator.campaign;

import io.balsam.engine.domain.Workflow;
import io.balsam.simulator.profile.Profile;
import io.balsam.simulator.profile.SiteProfile;

/**
 * Description of a campaign. Equal ones have equal records.
 *
 * @param seed of everything that is random
 * @param machine its batch system and the other users, whose own seed is not used
 * @param profile settings of the site
 * @param workflow its jobs, which run commands
 * @param jobs how their attempts run
 * @param faults faults that happen
 */
public record CampaignSetup(
    long seed,
    Profile machine,
    SiteProfile profile,
    Workflow workflow,
    SimulatedJobs jobs,
    Faults faults) {

  /** Returns this description with other run times. */
  CampaignSetup withJobs(SimulatedJobs others) {
    return new CampaignSetup(seed, machine, profile, workflow, others, faults);
  }
}
