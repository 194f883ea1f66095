package io.balsam.engine.launcher;

/**
 * How a launcher ended.
 *
 * @param why one line for people
 * @param trouble whether that was not meant to happen
 * @param run runs that ended, well or badly
 * @param failed those of them that ended badly by themselves, or could not be started
 * @param stopped those that were ended from outside
 * @param busy part of the cores that were taken, over the launcher's whole time
 */
public record LauncherResult(
    String why, boolean trouble, long run, long failed, long stopped, double busy) {}
