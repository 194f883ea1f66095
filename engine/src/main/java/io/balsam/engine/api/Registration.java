package io.balsam.engine.api;

/** Registration of a listener, which is called until this is closed. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

  @Override
  void close();
}
