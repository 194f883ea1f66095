package io.balsam.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Complaint of rsync about one file.
 *
 * @param path file as rsync names it: absolute, or below the host's root
 * @param reason the operating system's words, or rsync's
 */
record Complaint(String path, String reason) {

  /** Names are in quotes that are not escaped, so the last one of a line ends the name. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "rsync: (?:\\[\\w+] )?[^\"]*?\"(.*)\"(?: \\([^()]*\\))?(?: ->.*)?(?: failed)?: (.*?)(?: \\(\\d+\\))?");

  private static final Pattern IN_THE_WAY =
      Pattern.compile("could not make way for (?:new )?[\\w ]+?: (.*)");

  private static final Pattern VANISHED = Pattern.compile("file has vanished: \"(.*)\".*");
  private static final Pattern SPECIAL = Pattern.compile("skipping non-regular file \"(.*)\"");
  private static final Pattern ATTRIBUTES =
      Pattern.compile("rsync: (?:\\[\\w+] )?(failed to set (times|permissions)|chgrp|chown) .*");

  /** Characters that a temporary name has more. */
  private static final int TEMPORARY = 8;

  private static final Pattern ESCAPED = Pattern.compile("\\\\#([0-7]{3})");

  /** Reads what rsync wrote; what is no complaint about a file is left out. */
  static List<Complaint> in(String said) {
    List<Complaint> complaints = new ArrayList<>();
    for (String line : said.lines().toList()) {
      Matcher quoted = QUOTED.matcher(line);
      Matcher inTheWay = IN_THE_WAY.matcher(line);
      Matcher vanished = VANISHED.matcher(line);
      Matcher special = SPECIAL.matcher(line);
      if (ATTRIBUTES.matcher(line).matches()) {
        continue;
      }
      if (quoted.matches()) {
        complaints.add(new Complaint(decoded(quoted.group(1)), quoted.group(2)));
      } else if (inTheWay.matches()) {
        complaints.add(
            new Complaint(decoded(inTheWay.group(1)), "a directory is where the file is to be"));
      } else if (vanished.matches()) {
        complaints.add(new Complaint(decoded(vanished.group(1)), "it has vanished meanwhile"));
      } else if (special.matches()) {
        complaints.add(
            new Complaint(decoded(special.group(1)), "it is a pipe, a socket or a device"));
      }
    }
    return complaints;
  }

  /** Returns whether something was said, and only about times, permissions or groups. */
  static boolean isAboutAttributes(String said) {
    List<String> lines = said.lines().filter(l -> l.startsWith("rsync: ")).toList();
    return !lines.isEmpty() && lines.stream().allMatch(l -> ATTRIBUTES.matcher(l).matches());
  }

  /** Returns it with the path as it is below a directory that stands for the host's root. */
  Complaint below(String tree) {
    return path.startsWith(tree + "/")
        ? new Complaint(path.substring(tree.length()), reason)
        : this;
  }

  /** Returns the absolute path on the host; what rsync keeps of a file stands for the file. */
  String named() {
    String named = path.startsWith("/") ? path : "/" + path;
    return named.replace("/" + Kept.PARTIAL + "/", "/");
  }

  /** Returns whether it is about a path, or what is below it, above it or becomes it. */
  boolean isAbout(String wanted) {
    String named = named();
    return named.equals(wanted)
        || named.startsWith(wanted + "/")
        || wanted.startsWith(named + "/")
        || named.length() == wanted.length() + TEMPORARY && becomes(named, wanted);
  }

  /** Returns whether it is the name {@code .name.XXXXXX} under which rsync writes a file. */
  private static boolean becomes(String named, String wanted) {
    int slash = wanted.lastIndexOf('/') + 1;
    return named.startsWith(wanted.substring(0, slash) + "." + wanted.substring(slash) + ".");
  }

  /** Returns a name whose bytes that are not printable ASCII rsync wrote as {@code \#ooo}. */
  private static String decoded(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher escaped = ESCAPED.matcher(name);
    int end = 0;
    while (escaped.find()) {
      bytes.writeBytes(name.substring(end, escaped.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(escaped.group(1), 8));
      end = escaped.end();
    }
    bytes.writeBytes(name.substring(end).getBytes(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
