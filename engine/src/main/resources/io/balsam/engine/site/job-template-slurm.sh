#!/bin/bash
#SBATCH --signal=B:TERM@60
{# VARIABLES #}
# Nodes, time, account and partition come with the sbatch command. SIGTERM a minute before the limit
# lets the launcher end its jobs and say so; exec makes it the process that is told.
exec {{ launcher_cmd }}
