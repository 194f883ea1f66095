package io.balsam.simulator.load;

import io.balsam.simulator.cluster.Arrival;
import io.balsam.simulator.cluster.JobRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Trace of a machine in the Standard Workload Format: a line of 18 numbers for each job, and a
 * header of comments such as {@code ; MaxNodes: 128}.
 */
public final class SwfTrace {

  private static final double SECOND = 1e9;

  private final Map<String, String> header;
  private final List<SwfJob> jobs;

  private SwfTrace(Map<String, String> header, List<SwfJob> jobs) {
    this.header = header;
    this.jobs = jobs;
  }

  /**
   * Reads a trace.
   *
   * @param name its file, for messages
   * @throws TraceException for the first line that is neither a comment nor a job
   */
  public static SwfTrace read(Reader text, String name) throws IOException {
    Map<String, String> header = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<SwfJob> jobs = new ArrayList<>();
    BufferedReader lines = new BufferedReader(text);
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String stripped = line.strip();
      if (stripped.startsWith(";")) {
        comment(stripped.substring(1), header);
      } else if (!stripped.isEmpty()) {
        jobs.add(new SwfLine(stripped, name + ":" + number).job());
      }
    }
    jobs.sort(Comparator.comparingDouble(SwfJob::submitted));
    return new SwfTrace(header, jobs);
  }

  private static void comment(String text, Map<String, String> header) {
    int colon = text.indexOf(':');
    if (colon > 0) {
      header.putIfAbsent(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
    }
  }

  /**
   * Returns a number of the header, such as {@code MaxProcs}, {@code MaxNodes} or {@code
   * UnixStartTime}; empty if it is missing or no number that is more than 0.
   */
  public OptionalLong header(String key) {
    String[] words = header.getOrDefault(key, "").split("\\s+");
    return words[0].matches("\\d{1,18}") && Long.parseLong(words[0]) > 0
        ? OptionalLong.of(Long.parseLong(words[0]))
        : OptionalLong.empty();
  }

  /** Returns the number of processors of a node by the header; 1 if it does not say so. */
  public int processorsPerNode() {
    long nodes = header("MaxNodes").orElse(1);
    long processors = header("MaxProcs").orElse(nodes);
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (processors + nodes - 1) / nodes));
  }

  /**
   * Returns the jobs that ran, from the time of the first submission on. Left out are jobs that
   * were cancelled while they waited, or whose size or time is not known, and lines for parts of
   * jobs. A job without requested time asks for what it needs.
   *
   * @param processorsPerNode of the traced machine: jobs get whole nodes
   */
  public List<Arrival> arrivals(int processorsPerNode) {
    List<SwfJob> ran = jobs.stream().filter(job -> job.ran() && !job.part()).toList();
    double first = ran.isEmpty() ? 0 : ran.get(0).submitted();
    return ran.stream()
        .map(job -> new Arrival(nanos(job.submitted() - first), request(job, processorsPerNode)))
        .toList();
  }

  private static JobRequest request(SwfJob job, int processorsPerNode) {
    int nodes = (job.processors() + processorsPerNode - 1) / processorsPerNode;
    double wallTime = job.requestedTime() > 0 ? job.requestedTime() : Math.max(1, job.runTime());
    return new JobRequest(
        "trace-" + job.number(), "", nodes, nanos(wallTime), nanos(job.runTime()));
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * SECOND);
  }
}
