package io.balsam.dsl.check;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.value.BadValue;
import io.balsam.dsl.value.ValueType;
import io.balsam.engine.command.CommandTemplate;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.Parameter;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.files.PathText;
import io.balsam.engine.text.Nearest;
import io.balsam.engine.transfer.SlotClash;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a job against its app: parameters and transfer slots. */
public final class JobCheck {

  private static final Pattern NO_SLASH = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*:[^/~].*");
  private static final Pattern LOCATION = Pattern.compile("([A-Za-z0-9_.-]+:)?/.*", Pattern.DOTALL);

  private final Map<String, AppEntry> apps;
  private final ProblemLog problems;
  private final Map<String, CommandTemplate> commands = new HashMap<>();

  public JobCheck(Map<String, AppEntry> apps, ProblemLog problems) {
    this.apps = apps;
    this.problems = problems;
  }

  /** Returns the job with its parameters converted to the app's types; reports mistakes. */
  public JobSpec check(JobEntry entry) {
    JobSpec job = entry.job();
    if (Objects.isNull(job.app())) {
      // Null is the value of an unknown word, too, which has been reported.
      if (problems.isEmpty()) {
        entry.at().report(problems, "the name of the job's app is null", "write job('app')");
      }
      return job;
    }
    AppEntry app = apps.get(job.app());
    if (app == null) {
      String known =
          apps.isEmpty() ? "there is none" : "known: " + String.join(", ", apps.keySet());
      entry
          .at()
          .report(
              problems,
              "unknown app '" + job.app() + "'",
              Nearest.question(job.app(), apps.keySet(), known));
      return job;
    }
    if (job.resources().range().isPresent() && app.app().body() instanceof AppBody.Function) {
      entry
          .at()
          .inside("nodes")
          .report(
              problems,
              "'nodes' takes no range in a job of '" + job.app() + "', which is a function",
              "it runs in one process: leave 'nodes' out");
    }
    transfers(entry, app.app());
    return withParameters(job, parameters(entry, app.app()));
  }

  private Map<String, Object> parameters(JobEntry entry, App app) {
    Map<String, Object> given = entry.job().parameters();
    @Nullable CommandTemplate command =
        app.body() instanceof AppBody.Command body
            ? commands.computeIfAbsent(body.template(), CommandTemplate::new)
            : null;
    Map<String, Object> checked = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          Parameter parameter = app.parameters().get(name);
          SourcePosition at = entry.at().inside("parameters").inside(name);
          if (parameter == null) {
            String none = "it has " + names(app.parameters());
            at.report(
                problems,
                "app '" + app.name() + "' has no parameter '" + name + "'",
                Nearest.question(name, app.parameters().keySet(), none));
            return;
          }
          try {
            @Nullable Object right = ValueType.named(parameter.type()).check(value);
            checked.put(name, right);
            if (command != null) {
              command
                  .refusal(name, right)
                  .ifPresent(why -> at.report(problems, "parameter '" + name + "' " + why, ""));
            }
          } catch (BadValue e) {
            at.report(problems, "parameter '" + name + "' " + e.getMessage(), parameter.help());
          }
        });
    for (Parameter parameter : app.parameters().values()) {
      if (parameter.required() && !given.containsKey(parameter.name())) {
        entry
            .at()
            .report(
                problems,
                "the job gives no value for parameter '"
                    + parameter.name()
                    + "' of app '"
                    + app.name()
                    + "'",
                "add parameters " + parameter.name() + ": ...");
      }
    }
    return checked;
  }

  private static String names(Map<String, ?> known) {
    return known.isEmpty() ? "none" : String.join(", ", known.keySet());
  }

  private void transfers(JobEntry entry, App app) {
    Map<String, List<String>> filled = entry.job().transfers();
    filled.forEach(
        (slot, places) -> {
          SourcePosition at = entry.at().inside("transfers").inside(slot);
          if (!app.transfers().containsKey(slot)) {
            at.report(
                problems,
                "app '" + app.name() + "' has no transfer slot '" + slot + "'",
                Nearest.question(
                    slot, app.transfers().keySet(), "it has " + names(app.transfers())));
          }
          places.forEach(place -> place(place, at));
        });
    if (filled.values().stream().flatMap(List::stream).allMatch(JobCheck::isPlace)) {
      SlotClash.of(app, filled)
          .ifPresent(
              clash ->
                  entry
                      .at()
                      .inside("transfers")
                      .inside(clash.slot())
                      .report(problems, clash.message(), ""));
    }
    for (TransferSlot slot : app.transfers().values()) {
      if (slot.required() && !filled.containsKey(slot.name())) {
        entry
            .at()
            .report(
                problems,
                "the job gives no location for the transfer slot '"
                    + slot.name()
                    + "' of app '"
                    + app.name()
                    + "'",
                "add transfers " + slot.name() + ": 'location:/path'");
      }
    }
  }

  /** Returns whether a text has the form of a place. */
  static boolean isPlace(String text) {
    return LOCATION.matcher(text).matches();
  }

  private void place(String text, SourcePosition at) {
    if (!isPlace(text)) {
      at.report(
          problems,
          "'" + text + "' is not a transfer location",
          NO_SLASH.matcher(text).matches()
              ? "did you mean '" + text.replaceFirst(":", ":/") + "'?"
              : "write 'location:/path' or '/path'");
    } else {
      PathText.fault(text).ifPresent(fault -> at.report(problems, fault, ""));
    }
  }

  private static JobSpec withParameters(JobSpec job, Map<String, Object> parameters) {
    return new JobSpec(
        job.app(),
        job.workdir(),
        parameters,
        job.environment(),
        job.tags(),
        job.data(),
        job.resources(),
        job.wallTime(),
        job.priority(),
        job.launchParams(),
        job.parents(),
        job.inputs(),
        job.transfers(),
        job.declaredAt());
  }
}
