package io.balsam.engine.run.loop;

import java.util.ArrayList;
import java.util.List;

/**
 * Inputs of one thread that go to the loop together: when the first is a little old, or at once.
 */
public final class Gathered {

  private static final long A_LITTLE = 2_000_000;

  private final Loop loop;
  private List<Runnable> inputs = new ArrayList<>();
  private long first;

  public Gathered(Loop loop) {
    this.loop = loop;
  }

  public void add(Runnable input) {
    long now = System.nanoTime();
    if (inputs.isEmpty()) {
      first = now;
    }
    inputs.add(input);
    if (now - first > A_LITTLE) {
      post();
    }
  }

  public void post() {
    if (!inputs.isEmpty()) {
      List<Runnable> all = inputs;
      inputs = new ArrayList<>();
      loop.post(() -> all.forEach(Runnable::run));
    }
  }
}
