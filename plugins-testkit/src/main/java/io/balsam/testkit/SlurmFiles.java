package io.balsam.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Configuration files of a private Slurm in a directory of its own. */
record SlurmFiles(Path folder, SlurmSetup setup, List<Integer> ports) {

  private static final List<String> GPU_DEVICES =
      List.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random");

  /**
   * Returns the number of ports: one for each node, for the controller and for the accounting
   * daemon.
   */
  static int portsNeeded(SlurmSetup setup) {
    return setup.nodes() + 2;
  }

  List<String> nodes() {
    return IntStream.rangeClosed(1, setup.nodes()).mapToObj("n%02d"::formatted).toList();
  }

  Path conf() {
    return folder.resolve("etc/slurm.conf");
  }

  /**
   * Returns the configuration for one node: beside it are the files that must differ between nodes
   * on one host.
   */
  Path conf(String node) {
    return folder.resolve("etc").resolve(node).resolve("slurm.conf");
  }

  Path mungeSocket() {
    return folder.resolve("munge/socket");
  }

  int accountingPort() {
    return ports.get(1);
  }

  void write() throws IOException {
    for (String name : List.of("etc", "log", "run", "ctld", "munge", "spool")) {
      Files.createDirectories(folder.resolve(name));
    }
    byte[] key = new byte[128];
    new SecureRandom().nextBytes(key);
    Files.write(folder.resolve("munge/key"), key);
    Files.writeString(conf(), slurmConf());
    // slurmd loads a cgroup plugin even where nothing is put into cgroups, and refuses to start
    // when
    // it looks for the version itself and finds none. v1 does nothing until it is used.
    Files.writeString(folder.resolve("etc/cgroup.conf"), "CgroupPlugin=cgroup/v1\n");
    Files.writeString(folder.resolve("etc/gres.conf"), gresConf());
    for (String node : nodes()) {
      Path own = Files.createDirectories(folder.resolve("etc").resolve(node));
      for (String name : List.of("slurm.conf", "cgroup.conf", "gres.conf")) {
        Files.createSymbolicLink(own.resolve(name), Path.of("..", name));
      }
      // Nodes on one host would treat each other's scratch directories of PMIx as left-overs.
      Path scratch = Files.createDirectories(folder.resolve("spool").resolve(node).resolve("pmix"));
      Files.writeString(own.resolve("mpi.conf"), "PMIxCliTmpDirBase=" + scratch + "\n");
    }
  }

  static String hostName() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/hostname")).trim().replaceFirst("\\..*", "");
  }

  private String slurmConf() throws IOException {
    String user = System.getProperty("user.name");
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("ClusterName", "balsam");
    lines.put("SlurmctldHost", hostName() + "(127.0.0.1)");
    lines.put("SlurmctldPort", ports.get(0).toString());
    lines.put("SlurmUser", user);
    lines.put("SlurmdUser", user);
    lines.put("AuthType", "auth/munge");
    // The life of a credential is also the delay before a requeued job may start again.
    lines.put("AuthInfo", "socket=" + mungeSocket() + ",cred_expire=10");
    lines.put("CredType", "cred/munge");
    lines.put("CommunicationParameters", "NoCtldInAddrAny,NoInAddrAny");
    lines.put("StateSaveLocation", folder.resolve("ctld").toString());
    lines.put("SlurmdSpoolDir", folder.resolve("spool/%n").toString());
    lines.put("SlurmctldPidFile", folder.resolve("run/slurmctld.pid").toString());
    lines.put("SlurmdPidFile", folder.resolve("run/slurmd-%n.pid").toString());
    lines.put("SlurmctldLogFile", folder.resolve("log/slurmctld").toString());
    lines.put("SlurmdLogFile", folder.resolve("log/slurmd-%n").toString());
    lines.put("ProctrackType", "proctrack/linuxproc");
    lines.put("TaskPlugin", "task/none");
    lines.put("JobAcctGatherType", "jobacct_gather/none");
    lines.put("MpiDefault", "none");
    // Containers may not raise limits, not even to what they were where the job was submitted.
    lines.put("PropagateResourceLimits", "NONE");
    lines.put("ReturnToService", "2");
    lines.put("SlurmdTimeout", "10");
    lines.put("KillWait", "3");
    lines.put("MinJobAge", "600");
    lines.put("SchedulerType", "sched/backfill");
    lines.put(
        "SchedulerParameters",
        "bf_interval=2,sched_interval=2,sched_min_interval=10000,batch_sched_delay=0");
    lines.put("SelectType", "select/cons_tres");
    lines.put("SelectTypeParameters", "CR_CPU");
    lines.put("SlurmdParameters", "config_overrides");
    if (setup.accounting()) {
      lines.put("AccountingStorageType", "accounting_storage/slurmdbd");
      lines.put("AccountingStorageHost", "127.0.0.1");
      lines.put("AccountingStoragePort", String.valueOf(accountingPort()));
      lines.put("AccountingStoragePass", mungeSocket().toString());
      lines.put("AccountingStorageEnforce", "associations,limits,qos,safe");
      lines.put("PriorityType", "priority/multifactor");
    } else {
      lines.put("AccountingStorageType", "accounting_storage/none");
    }
    if (setup.gpus() > 0) {
      lines.put("GresTypes", "gpu");
    }
    lines.putAll(setup.conf());
    return lines.entrySet().stream()
            .map(line -> line.getKey() + "=" + line.getValue() + "\n")
            .collect(Collectors.joining())
        + nodeLines()
        + """
        PartitionName=debug Nodes=ALL Default=YES MaxTime=60 DefaultTime=5 State=UP
        PartitionName=long Nodes=ALL MaxTime=INFINITE DefaultTime=30 State=UP
        PartitionName=small Nodes=n01 MaxNodes=1 MaxTime=10 DefaultTime=1 State=UP
        """
        + String.join("\n", setup.partitions())
        + "\n";
  }

  private String nodeLines() throws IOException {
    StringBuilder lines = new StringBuilder();
    String gres = setup.gpus() > 0 ? " Gres=gpu:fake:" + setup.gpus() : "";
    for (int i = 0; i < setup.nodes(); i++) {
      lines.append(
          "NodeName=%s NodeHostname=%s NodeAddr=127.0.0.1 Port=%d CPUs=%d RealMemory=2000%s\n"
              .formatted(nodes().get(i), hostName(), ports.get(i + 2), setup.cpus(), gres));
    }
    return lines.toString();
  }

  /** Returns the GPU configuration; slurmd insists on character devices, and any will do. */
  private String gresConf() {
    return GPU_DEVICES.stream()
        .limit(setup.gpus())
        .map(device -> "Name=gpu Type=fake Flags=nvidia_gpu_env File=" + device + "\n")
        .collect(Collectors.joining());
  }
}
