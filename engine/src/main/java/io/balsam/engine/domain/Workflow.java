package io.balsam.engine.domain;

import java.util.List;
import java.util.Map;

/**
 * A script that has been read and found right: frozen, nothing of it runs by itself.
 *
 * @param name the script's name without its ending, or what it says of itself
 * @param script how to read it again
 * @param apps by name
 * @param jobs in the order declared; {@link ParentRef.Declared} counts from its start
 */
public record Workflow(String name, Script script, Map<String, App> apps, List<JobSpec> jobs) {}
