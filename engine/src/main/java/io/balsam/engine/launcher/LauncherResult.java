package io.balsam.engine.launcher;

/**
 * Result of a launcher that has ended.
 *
 * @param why one line for users
 * @param trouble whether that was an error
 * @param run attempts that ended, well or badly
 * @param failed those of them that failed by themselves, or could not be started
 * @param stopped those that were ended from outside
 * @param busy share of the cores that were in use, over the launcher's whole time
 */
public record LauncherResult(
    String why, boolean trouble, long run, long failed, long stopped, double busy) {}
