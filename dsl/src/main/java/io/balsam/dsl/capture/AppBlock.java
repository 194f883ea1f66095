package io.balsam.dsl.capture;

import groovy.lang.Closure;
import io.balsam.dsl.grammar.AppGrammar;
import io.balsam.dsl.source.Context;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.value.BadValue;
import io.balsam.dsl.value.Durations;
import io.balsam.dsl.value.PlainValues;
import io.balsam.engine.command.CommandTemplate;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.Hook;
import io.balsam.engine.domain.HookKind;
import io.balsam.engine.domain.Parameter;
import io.balsam.engine.domain.Retry;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.files.Glob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words of an app's block. */
final class AppBlock extends Block implements AppGrammar {

  private static final Duration HOOK_LIMIT = Duration.ofMinutes(5);

  private final Reading reading;
  private final String name;
  private final AppParameters parameters;
  private final Map<String, TransferSlot> slots = new LinkedHashMap<>();
  private final List<String> globs = new ArrayList<>();
  private final Map<HookKind, Hook> hooks = new EnumMap<>(HookKind.class);
  private Map<String, String> variables = Map.of();
  private String about = "";
  private @Nullable String template;
  private @Nullable FunctionBody function;
  private String preamble = "";
  private Retry again = Retry.NONE;
  private Duration limit = HOOK_LIMIT;
  private boolean merged;
  private boolean strict = true;
  private String mpiRunner = "";
  private List<String> predictors = List.of();

  AppBlock(Reading reading, String name, SourcePosition at) {
    super(reading.names(), Context.APP, at);
    this.reading = reading;
    this.name = name;
    this.parameters = new AppParameters(reading.problems());
  }

  @Override
  public void description(String text) {
    about = text;
  }

  @Override
  public void command(@Nullable String text) {
    once("command", template != null);
    // Null is the value of an unknown word, too, which has been reported.
    if (text == null && problems().isEmpty()) {
      here("command")
          .report(problems(), "the command is null", "write command 'program --x {{x}}'");
    }
    template = text == null ? "?" : text;
  }

  private void once(String word, boolean already) {
    if (already) {
      here(word).report(problems(), "'" + word + "' is given twice", "keep one of them");
    }
  }

  @Override
  public void parameter(String parameter) {
    parameter(Map.of(), parameter);
  }

  @Override
  public void parameter(Map<String, Object> given, String parameter) {
    parameters.declare(parameter, given, here("parameter"));
  }

  @Override
  public void environment(Map<String, Object> values) {
    variables = Texts.of(this, "environment", variables, values);
  }

  @Override
  public void shellPreamble(Object text) {
    preamble =
        taking(
            "shell_preamble",
            preamble,
            () -> {
              Object said = text instanceof Closure<?> block ? run(block, this) : text;
              if (said instanceof Collection<?> || said instanceof CharSequence) {
                Object plain = PlainValues.value(said);
                return plain instanceof List<?> lines
                    ? lines.stream().map(String::valueOf).collect(Collectors.joining("\n"))
                    : String.valueOf(plain);
              }
              throw new BadValue(
                  "must be a string or a list of lines, not " + PlainValues.kind(said));
            });
  }

  @Override
  public void shell(Map<String, Object> given) {
    strict =
        new Options("shell", given, List.of("strict"), here("shell"), problems())
            .yes("strict", true);
  }

  @Override
  public void transfer(Map<String, Object> given, String slot) {
    slots.put(slot, SlotOptions.read(slot, given, here("transfer"), problems()));
  }

  @Override
  public void cleanup(@Nullable Object... patterns) {
    for (Object pattern : patterns) {
      if (pattern instanceof Collection<?> list) {
        list.forEach(one -> clean(String.valueOf(one)));
      } else {
        clean(String.valueOf(pattern));
      }
    }
  }

  private void clean(String pattern) {
    Glob.fault(pattern).ifPresent(fault -> here("cleanup").report(problems(), fault, ""));
    globs.add(pattern);
  }

  @Override
  public void retry(Map<String, Object> given) {
    Options options =
        new Options(
            "retry", given, List.of("attempts", "backoff", "max"), here("retry"), problems());
    again =
        new Retry(
            options.whole("attempts", 1, Retry.NONE.attempts()),
            options.duration("backoff", Retry.NONE.backoff()),
            options.duration("max", Retry.NONE.maxBackoff()));
  }

  @Override
  public void hookTimeLimit(Object duration) {
    limit = taking("hook_time_limit", limit, () -> Durations.of(duration));
  }

  @Override
  public void mergeOutput(boolean merge) {
    merged = merge;
  }

  @Override
  public void runner(String runner) {
    mpiRunner = runner;
  }

  @Override
  public void predict(Map<String, Object> given) {
    once("predict", !predictors.isEmpty());
    Options options = new Options("predict", given, List.of("by"), here("predict"), problems());
    predictors = options.names("by", App.PREDICTORS);
    if (given.isEmpty() || (given.get("by") instanceof List<?> list && list.isEmpty())) {
      here("predict").report(problems(), "'predict' names nothing", "write predict by: ['n']");
    }
  }

  @Override
  public void preprocess(Closure<?> hook) {
    hook(HookKind.PREPROCESS, hook);
  }

  @Override
  public void postprocess(Closure<?> hook) {
    hook(HookKind.POSTPROCESS, hook);
  }

  @Override
  public void handleTimeout(Closure<?> hook) {
    hook(HookKind.HANDLE_TIMEOUT, hook);
  }

  @Override
  public void handleError(Closure<?> hook) {
    hook(HookKind.HANDLE_ERROR, hook);
  }

  private void hook(HookKind kind, Closure<?> code) {
    once(kind.word(), hooks.containsKey(kind));
    if (code.getMaximumNumberOfParameters() > 1) {
      here(kind.word())
          .report(
              problems(),
              "a hook takes one argument, the job",
              "write " + kind.word() + " { job -> ... }");
    }
    hooks.put(kind, new HookCode(reading, name, kind, code, declaredHere()));
  }

  @Override
  public void run(Closure<?> code) {
    once("run", function != null);
    function = FunctionBody.of(reading.names(), name, code, declaredHere());
  }

  /** Returns the app as declared; reports what is missing or unused. */
  App app() {
    AppBody body = body();
    App plain =
        new App(
            name,
            about,
            body,
            parameters.all(),
            variables,
            preamble,
            Collections.unmodifiableMap(slots),
            List.copyOf(globs),
            again,
            Collections.unmodifiableMap(hooks),
            limit,
            merged,
            strict,
            mpiRunner,
            predictors,
            "",
            declaredHere().ref());
    return plain;
  }

  private AppBody body() {
    if (template != null && function != null) {
      declaredHere()
          .report(
              problems(),
              "app '" + name + "' has both a command and a function",
              "keep 'command' or 'run'");
    }
    if (function != null) {
      parameters.use(function.parameters(), "as an argument of 'run'");
      return new AppBody.Function(function.arguments(), function);
    }
    if (template == null) {
      declaredHere()
          .report(
              problems(),
              "app '" + name + "' does nothing",
              "give it a command '...' or run { ... }");
      return new AppBody.Command("");
    }
    return commandBody(template);
  }

  private AppBody commandBody(String text) {
    SourcePosition at = declaredHere().inside("command");
    if (text.isBlank()) {
      at.report(problems(), "the command is empty", "write command 'program --x {{x}}'");
    }
    CommandTemplate parsed = new CommandTemplate(text);
    for (CommandTemplate.Problem problem : parsed.problems()) {
      at.text(problem.written(), problem.number())
          .report(problems(), problem.what(), problem.cure());
    }
    parameters.use(undeclared(parsed.names()), "in the command");
    return new AppBody.Command(parsed.text());
  }

  private static Map<String, Parameter> undeclared(Collection<String> names) {
    Map<String, Parameter> all = new LinkedHashMap<>();
    names.forEach(used -> all.put(used, new Parameter(used, true, null, "any", "")));
    return all;
  }
}
