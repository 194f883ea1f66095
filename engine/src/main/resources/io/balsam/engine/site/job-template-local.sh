#!/bin/sh
{# VARIABLES #}
exec {{ launcher_cmd }}
