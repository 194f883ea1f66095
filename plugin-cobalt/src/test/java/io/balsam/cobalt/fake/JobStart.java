package io.balsam.cobalt.fake;

import io.balsam.testkit.BatchProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts a job on its nodes, without its submitter's environment.
 *
 * @param folder directory of node files
 * @param programs directory that comes first on the job's path
 */
record JobStart(CobaltSite site, Path folder, Path programs) {

  BatchProcess start(CobaltJob job, Instant now, Instant end) throws IOException {
    Map<String, String> environment = environment(job, now, end);
    job.log.started(job.command, environment, job.files);
    environment.put("PATH", programs + ":" + System.getenv("PATH"));
    List<String> words = new ArrayList<>(List.of("sh", "-c", "umask \"$0\"; exec \"$@\""));
    words.add(job.options.get("--umask", "022"));
    words.addAll(job.command);
    return BatchProcess.start(words, job.cwd, environment, job.files);
  }

  private Map<String, String> environment(CobaltJob job, Instant start, Instant end)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(job.environment);
    all.put("COBALT_JOBID", "" + job.id);
    if (!site.cray()) {
      Path file = Files.createDirectories(folder.resolve("nodefiles")).resolve("cobalt." + job.id);
      Files.write(file, job.nodes);
      all.put("COBALT_NODEFILE", file.toString());
    }
    all.put("COBALT_PARTNAME", site.partition(job.nodes));
    all.put("COBALT_PARTSIZE", "" + job.nodes.size());
    all.put("COBALT_JOBSIZE", job.options.get("--proccount", "" + job.nodes.size()));
    all.put("COBALT_STARTTIME", "" + start.getEpochSecond());
    all.put("COBALT_ENDTIME", "" + end.getEpochSecond());
    all.put("USER", job.user);
    all.put("LOGNAME", job.user);
    all.put("HOME", System.getProperty("user.home"));
    all.put("SHELL", "/bin/sh");
    return all;
  }
}
