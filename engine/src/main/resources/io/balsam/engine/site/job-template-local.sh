#!/bin/bash
{# VARIABLES #}
exec {{ launcher_cmd }}
