#!/bin/bash
{# VARIABLES #}
# Nodes, time, account and partition come with the sbatch command. exec makes the launcher the process
# that Slurm tells to end. It needs no --signal: it knows when its time is over, and ends its jobs
# launcher_margin before. Slurm may send a signal a minute too early, when jobs still count on theirs.
exec {{ launcher_cmd }}
