package io.balsam.cobalt.fake;

import java.nio.file.Path;
import java.util.List;

/**
 * One command as typed by a user.
 *
 * @param words words after the name of the program
 * @param header the variable {@code QSTAT_HEADER}, empty when it is not set
 */
record Call(String program, List<String> words, Path cwd, String user, String header) {}
