package io.balsam.simulator.profile;

import io.balsam.engine.config.SettingsProblem;
import io.balsam.engine.trust.FileTrouble;
import io.balsam.simulator.cluster.Arrival;
import io.balsam.simulator.load.SwfTrace;
import io.balsam.simulator.load.TraceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Trace in the Standard Workload Format, as a file.
 *
 * @param file its path; one that ends with {@code .gz} is unpacked
 * @param processorsPerNode of the traced machine; 0 for what its header says
 */
public record TraceFile(Path file, int processorsPerNode) {

  /**
   * Reads the jobs.
   *
   * @throws SettingsProblem when it cannot be read, for the first malformed line, or when no job in
   *     it ran
   */
  public OtherUsers.Traced read() {
    try (InputStream stored = Files.newInputStream(file);
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(stored) : stored) {
      // Comments may be in any encoding, and this one has no malformed text.
      SwfTrace trace =
          SwfTrace.read(new InputStreamReader(text, StandardCharsets.ISO_8859_1), file.toString());
      int processors = processorsPerNode > 0 ? processorsPerNode : trace.processorsPerNode();
      List<Arrival> arrivals = trace.arrivals(processors);
      if (arrivals.isEmpty()) {
        throw new SettingsProblem(file + ": no job in it ran");
      }
      return new OtherUsers.Traced(arrivals);
    } catch (TraceException e) {
      throw new SettingsProblem(String.valueOf(e.getMessage()));
    } catch (EOFException e) {
      throw new SettingsProblem("cannot read the trace " + file + ": its end is missing");
    } catch (IOException e) {
      throw new SettingsProblem(FileTrouble.of("cannot read the trace " + file, file, e));
    }
  }
}
