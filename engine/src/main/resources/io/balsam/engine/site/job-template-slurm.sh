#!/bin/bash
{# VARIABLES #}
# Nodes, time, account and partition come with the sbatch command. exec makes the launcher the process
# that Slurm tells to end. Do not add --signal: the launcher knows when the allocation ends, and ends
# its jobs launcher_margin before. Slurm may send a signal a minute earlier and cut jobs short.
exec {{ launcher_cmd }}
