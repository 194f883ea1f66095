package io.balsam.simulator.campaign;

import io.balsam.engine.domain.Workflow;

/**
 * Description of a campaign. Equal ones have equal records.
 *
 * @param seed of everything that is random
 * @param profile settings of the site
 * @param workflow its jobs, which run commands
 * @param jobs how their attempts run
 * @param faults faults that happen
 */
public record CampaignSetup(
    long seed, SiteProfile profile, Workflow workflow, SimulatedJobs jobs, Faults faults) {}
