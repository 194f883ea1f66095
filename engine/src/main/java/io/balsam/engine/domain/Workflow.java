package io.balsam.engine.domain;

import java.util.List;
import java.util.Map;

/**
 * Script that has been read and validated. Immutable; nothing in it runs by itself.
 *
 * @param name the script's file name without its extension, or the name that it declares
 * @param script everything needed to read it again
 * @param apps by name
 * @param jobs in the order declared; {@link ParentRef.Declared} is an index into this list
 */
public record Workflow(String name, Script script, Map<String, App> apps, List<JobSpec> jobs) {}
