package io.balsam.agent.access;

import io.balsam.dsl.WorkflowFormat;
import io.balsam.dsl.WorkflowReader;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.domain.WorkflowLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Formats of workflows that this program reads: a file's by its ending, a stored script's by the
 * name stored with it.
 */
public final class WorkflowFormats implements WorkflowLoader {

  private final List<WorkflowFormat> formats;

  /**
   * Creates a choice of formats.
   *
   * @param formats not empty; the first reads files whose ending no format has
   */
  WorkflowFormats(List<WorkflowFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  /** Returns all formats that there are. */
  public static WorkflowFormats all() {
    return new WorkflowFormats(List.of(new WorkflowReader()));
  }

  /** Returns the format of a file. */
  public WorkflowFormat of(Path file) {
    String name = file.toString();
    return formats.stream()
        .filter(format -> format.endings().stream().anyMatch(name::endsWith))
        .findFirst()
        .orElse(formats.get(0));
  }

  @Override
  public Workflow load(Script script) {
    return formats.stream()
        .filter(format -> format.name().equals(script.format()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is a workflow in the format '%s', which this program does not read (it reads %s): use a newer Balsam"
                        .formatted(
                            script.main(),
                            script.format(),
                            formats.stream()
                                .map(WorkflowFormat::name)
                                .collect(Collectors.joining(", ")))))
        .load(script);
  }
}
