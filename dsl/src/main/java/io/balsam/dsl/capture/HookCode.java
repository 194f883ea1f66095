package io.balsam.dsl.capture;

import groovy.lang.Closure;
import io.balsam.dsl.source.Context;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.value.BadValue;
import io.balsam.dsl.value.PlainValues;
import io.balsam.engine.domain.Hook;
import io.balsam.engine.domain.HookKind;
import io.balsam.engine.domain.HookResult;
import io.balsam.engine.domain.JobContext;
import java.util.Map;

/** Hook of the script. Each call works on a copy of the block, so calls may overlap. */
final class HookCode implements Hook {

  private final Reading reading;
  private final String app;
  private final HookKind kind;
  private final Closure<?> code;
  private final SourcePosition at;

  HookCode(Reading reading, String app, HookKind kind, Closure<?> code, SourcePosition at) {
    this.reading = reading;
    this.app = app;
    this.kind = kind;
    this.code = code;
    this.at = at;
  }

  /** Returns the block of the script. */
  Closure<?> code() {
    return code;
  }

  @Override
  public HookResult call(JobContext context) throws Exception {
    HookBlock words = new HookBlock(reading, context(kind), kind, new JobView(context), at);
    HookBlock outer = HookBlock.enter(words);
    try {
      Object[] arguments =
          code.getMaximumNumberOfParameters() == 0 ? new Object[0] : new Object[] {words.getJob()};
      Block.run(code, words, arguments);
      return new HookResult(words.decision(), data(context.data()), words.submitted());
    } catch (Throwable thrown) {
      throw reading.names().failure(thrown, kind.word() + " of app '" + app + "'");
    } finally {
      HookBlock.leave(outer);
    }
  }

  private static Map<String, Object> data(Map<String, Object> left) {
    try {
      return PlainValues.map(left);
    } catch (BadValue e) {
      throw new ScriptFault("a value in job.data " + e.getMessage());
    }
  }

  private static Context context(HookKind kind) {
    return switch (kind) {
      case PREPROCESS -> Context.PREPROCESS;
      case POSTPROCESS -> Context.POSTPROCESS;
      case HANDLE_TIMEOUT -> Context.HANDLE_TIMEOUT;
      case HANDLE_ERROR -> Context.HANDLE_ERROR;
    };
  }
}
