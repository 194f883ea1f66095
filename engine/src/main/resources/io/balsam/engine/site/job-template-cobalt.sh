#!/bin/bash
{# VARIABLES #}
# Nodes, time, project and queue come with the qsub command.
exec {{ launcher_cmd }}
