#!/bin/bash
#SBATCH --signal=B:TERM@60
{#
  The batch script of this site's BatchJobs. What stands between braces is filled in for each of them:

    launcher_cmd          the command that runs the launcher, ready for the shell
    name                  the BatchJob's name in the queue
    nodes                 how many nodes
    wall_minutes          its length in minutes; wall_time the same as H:MM:SS
    queue, project        as asked for, or the site's default; may be empty
    job_mode              mpi or serial
    tags                  the BatchJob's tags by name
    partitions            its parts, each with mode, nodes and tags
    options               what was given with -x, by name, defaults filled in
    site, site_name       the site's directory and name
    batch_job             the BatchJob's number in this site
    balsam                the balsam command, absolute

  {% if options.name == "yes" %} … {% endif %}, {% for p in partitions %} … {% endfor %}, and filters as
  {{ queue | default("debug") }} work as in Jinja. Put words of users through the filter sh: {{ project | sh }}.
  A variable that does not exist is an error. This comment is not part of the script.
#}
# Nodes, time, account and partition come with the sbatch command. SIGTERM a minute before the limit
# lets the launcher end its jobs and say so; exec makes it the process that is told.
exec {{ launcher_cmd }}
