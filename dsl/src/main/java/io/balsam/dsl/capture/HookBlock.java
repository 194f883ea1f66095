package io.balsam.dsl.capture;

import groovy.lang.Closure;
import io.balsam.dsl.grammar.HookGrammar;
import io.balsam.dsl.source.Context;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.engine.domain.HookKind;
import io.balsam.engine.domain.HookResult.Decision;
import io.balsam.engine.domain.JobSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words of one call of a hook. */
final class HookBlock extends Block implements HookGrammar {

  /** The running hook of this thread, so that methods of the script can call its words. */
  private static final ThreadLocal<@Nullable HookBlock> CURRENT = new ThreadLocal<>();

  private final Reading reading;
  private final HookKind kind;
  private final JobView job;
  private Decision decision = new Decision.Default();
  private @Nullable Submission submission;

  HookBlock(Reading reading, Context context, HookKind kind, JobView job, SourcePosition at) {
    super(reading.names(), context, at);
    this.reading = reading;
    this.kind = kind;
    this.job = job;
  }

  static @Nullable HookBlock current() {
    return CURRENT.get();
  }

  static @Nullable HookBlock enter(HookBlock words) {
    HookBlock outer = CURRENT.get();
    CURRENT.set(words);
    return outer;
  }

  static void leave(@Nullable HookBlock outer) {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  @Override
  public JobView getJob() {
    return job;
  }

  @Override
  public Object proceed() {
    if (kind == HookKind.HANDLE_ERROR || kind == HookKind.HANDLE_TIMEOUT) {
      throw new ScriptFault(kind.word() + " cannot proceed(): call restart() or fail('why')");
    }
    return decide(new Decision.Proceed());
  }

  @Override
  public Object restart() {
    if (kind == HookKind.PREPROCESS) {
      throw new ScriptFault("preprocess cannot restart(): call proceed() or fail('why')");
    }
    return decide(new Decision.Restart());
  }

  @Override
  public Object fail(String reason) {
    return decide(new Decision.Fail(reason));
  }

  private Decision decide(Decision made) {
    decision = made;
    return made;
  }

  @Override
  public void submit(Closure<?> block) {
    if (submission == null) {
      String prefix = job.getId() + "-" + job.getAttempts() + "-" + kind.word();
      submission = new Submission(reading, prefix);
    }
    submission.collect(block, declaredHere());
  }

  Decision decision() {
    return decision;
  }

  List<JobSpec> submitted() {
    return submission == null ? List.of() : submission.finish();
  }
}
