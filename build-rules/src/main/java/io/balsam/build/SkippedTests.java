package io.balsam.build;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints each test that did not run, with the reason: a skipped test must not pass in silence. */
public final class SkippedTests implements TestExecutionListener {

  private @Nullable TestPlan plan;

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    print(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.ABORTED) {
      print(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
    }
  }

  private void print(TestIdentifier test, @Nullable String reason) {
    String why =
        reason == null ? "no reason given" : reason.replaceFirst("^Ignored via @\\w+: ", "");
    System.out.println("SKIPPED " + spec(test) + test.getDisplayName() + ": " + why);
  }

  /**
   * The spec's name; between it and an iteration lies the feature, whose name would be told twice.
   */
  private String spec(TestIdentifier test) {
    UniqueId parent = test.getParentIdObject().orElse(null);
    if (plan == null || parent == null || parent.getSegments().size() < 2) {
      return "";
    }
    TestIdentifier above = plan.getTestIdentifier(parent);
    String further = spec(above);
    return further.isEmpty() ? above.getDisplayName() + " > " : further;
  }
}
