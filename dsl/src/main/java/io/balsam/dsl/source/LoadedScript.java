package io.balsam.dsl.source;

/**
 * A script ready to run.
 *
 * @param text its text
 * @param type its class, a {@link groovy.lang.Script}
 */
public record LoadedScript(ScriptText text, Class<?> type) {}
