package io.balsam.engine.domain;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Script that has been read and validated. Immutable; nothing in it runs by itself.
 *
 * @param name the script's file name without its extension, or the name that it declares
 * @param script everything needed to read it again
 * @param apps by name
 * @param jobs in the order declared; {@link ParentRef.Declared} is an index into this list
 * @param moldable limits of its moldable jobs
 */
public record Workflow(
    String name,
    Script script,
    Map<String, App> apps,
    List<JobSpec> jobs,
    MoldableLimits moldable) {

  public Workflow {
    // Clients of earlier versions send none.
    moldable = Objects.requireNonNullElse(moldable, MoldableLimits.DEFAULT);
  }

  /** Creates a workflow without limits of its own. */
  public Workflow(String name, Script script, Map<String, App> apps, List<JobSpec> jobs) {
    this(name, script, apps, jobs, MoldableLimits.DEFAULT);
  }
}
