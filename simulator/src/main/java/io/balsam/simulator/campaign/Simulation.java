package io.balsam.simulator.campaign;

import io.balsam.simulator.time.Happened;
import io.balsam.simulator.time.VirtualTime;

/**
 * Parts of a campaign that outlive its processes.
 *
 * @param log processes of jobs
 * @param happened counts of faults
 * @param borders wrappers of what processes use
 */
record Simulation(
    CampaignSetup setup,
    VirtualTime time,
    BatchSystem system,
    ExecutionLog log,
    Happened happened,
    Borders borders) {}
