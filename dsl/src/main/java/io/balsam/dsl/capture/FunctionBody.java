package io.balsam.dsl.capture;

import groovy.lang.Closure;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.value.BadValue;
import io.balsam.dsl.value.PlainValues;
import io.balsam.dsl.value.ValueType;
import io.balsam.engine.domain.FunctionCode;
import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.Parameter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jspecify.annotations.Nullable;

/** Function of an app. Each call works on a copy of the block, so calls may overlap. */
final class FunctionBody implements FunctionCode {

  private record Argument(String name, Class<?> type) {}

  private final Names names;
  private final String app;
  private final Closure<?> code;
  private final SourcePosition at;
  private final List<Argument> arguments;

  private FunctionBody(
      Names names, String app, Closure<?> code, SourcePosition at, List<Argument> arguments) {
    this.names = names;
    this.app = app;
    this.code = code;
    this.at = at;
    this.arguments = arguments;
  }

  static FunctionBody of(Names names, String app, Closure<?> code, SourcePosition at) {
    List<Method> bodies =
        Arrays.stream(code.getClass().getMethods())
            .filter(method -> method.getName().equals("doCall") && !method.isBridge())
            .sorted(Comparator.comparing(Method::getParameterCount).reversed())
            .toList();
    List<Argument> arguments = new ArrayList<>();
    Arrays.stream(bodies.get(0).getParameters())
        .forEach(p -> arguments.add(new Argument(p.getName(), p.getType())));
    if (bodies.size() > 1) {
      boolean implicit = arguments.size() == 1 && arguments.get(0).name.equals("it");
      if (!implicit) {
        String last = arguments.get(arguments.size() - 1).name;
        names
            .here("run")
            .orElse(at)
            .report(
                names.problems(),
                "an argument of 'run' cannot have a default",
                "write parameter '" + last + "', default: ...");
      }
      arguments.removeIf(argument -> implicit);
    }
    return new FunctionBody(names, app, code, at, arguments);
  }

  /** Returns the block of the script. */
  Closure<?> code() {
    return code;
  }

  /** Returns the names of the arguments that are parameters, in sequence. */
  List<String> arguments() {
    return arguments.stream().map(Argument::name).filter(name -> !name.equals("job")).toList();
  }

  /** Returns the parameters as declared by the function's arguments alone. */
  Map<String, Parameter> parameters() {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Argument argument : arguments) {
      if (!argument.name.equals("job")) {
        String type = ValueType.said(argument.type).orElse(ValueType.ANY).word();
        parameters.put(argument.name, new Parameter(argument.name, true, null, type, ""));
      }
    }
    return parameters;
  }

  @Override
  public @Nullable Object call(List<@Nullable Object> values, JobContext context) throws Exception {
    JobView job = new JobView(context);
    try {
      Object result = Block.run(code, new FunctionBlock(names, job, at), bind(values, job));
      return PlainValues.value(result);
    } catch (BadValue e) {
      throw new ScriptFault("run of app '" + app + "': its result " + e.getMessage());
    } catch (Throwable thrown) {
      throw names.failure(thrown, "run of app '" + app + "'");
    }
  }

  private @Nullable Object[] bind(List<@Nullable Object> values, JobView job) {
    @Nullable Object[] bound = new Object[arguments.size()];
    int next = 0;
    for (int i = 0; i < bound.length; i++) {
      Argument argument = arguments.get(i);
      if (argument.name.equals("job")) {
        bound[i] = job;
      } else {
        Object value = values.get(next++);
        bound[i] =
            value == null ? null : DefaultTypeTransformation.castToType(value, argument.type);
      }
    }
    return bound;
  }
}
