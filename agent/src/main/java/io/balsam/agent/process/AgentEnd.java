package io.balsam.agent.process;

import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.process.DiskRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** End of an agent, as far as it can be told afterwards. */
public final class AgentEnd {

  /** Last line of the output of an agent that was told to end. */
  public static final String REGULAR = "The agent ends.";

  /** With less space nothing can be recorded. */
  private static final long LEAST = 64 << 10;

  private AgentEnd() {}

  /**
   * Returns what keeps a site without an agent from having one, or has ended the last one: a full
   * disk, or what the agent said last; empty when it ended regularly, or that is not known.
   */
  public static String trouble(SiteDirectory site) {
    long free = DiskRoom.free(site.balsam());
    if (free < LEAST) {
      return "the disk of %s is full (%d kB free): free some space"
          .formatted(site.balsam(), free >> 10);
    }
    List<String> lines = output(site.agentOutput());
    if (lines.isEmpty() || lines.get(lines.size() - 1).equals(REGULAR)) {
      return "";
    }
    String last = lines.get(lines.size() - 1);
    return last.startsWith("balsam: ")
        ? "the last agent ended: " + last.substring("balsam: ".length())
        : "the last agent ended without a message; its log is " + site.agentLog();
  }

  private static List<String> output(Path file) {
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException unknown) {
      return List.of();
    }
  }
}
