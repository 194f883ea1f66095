package io.balsam.dsl.grammar;

import java.util.Map;

/** The words inside {@code job('app') { … }}. All may be left out. */
public interface JobGrammar {

  /**
   * The job's directory, relative to the run's; unique in the run. Default: {@code app/1}, {@code
   * app/2} and so on in the order declared.
   */
  @Word("workdir 'dir/name'")
  void workdir(String path);

  /** Values for the app's parameters. */
  @Word("parameters x: 1, y: 'text'")
  void parameters(Map<String, Object> values);

  /** Nodes, from 1 (the default); more than one means whole, empty nodes. */
  @Word("nodes 1")
  void nodes(Number count);

  /** Processes on each node, from 1 (the default). */
  @Word("ranksPerNode 1")
  void ranksPerNode(Number count);

  /** Threads of each rank, from 1 (the default). */
  @Word("threadsPerRank 1")
  void threadsPerRank(Number count);

  /** Hardware threads used on each core, from 1 (the default). */
  @Word("threadsPerCore 1")
  void threadsPerCore(Number count);

  /** GPUs of each rank, from 0 (the default); {@code 0.5} shares one between two. */
  @Word("gpusPerRank 0.5")
  void gpusPerRank(Number gpus);

  /** At most this many such jobs share a node; not limited unless said. */
  @Word("nodePackingCount 4")
  void nodePackingCount(Number count);

  /** Memory on each node, as {@code '4 GB'}; not counted unless said. */
  @Word("memory '4 GB'")
  void memory(String amount);

  /** One of something that nodes or the site have, by its name. */
  @Word("resource 'fpga', 1")
  void resource(String name);

  /** So many of something that each node has, or the site, by its name. */
  @Word("resource 'fpga', 1")
  void resource(String name, Number count);

  /** Limit of one run, also used to start longer jobs first; no limit unless said. */
  @Word("wallTime 10.minutes")
  void wallTime(Object duration);

  /** Options passed to the MPI runner as they are. */
  @Word("launchParams cpu_bind: 'depth'")
  void launchParams(Map<String, Object> options);

  /** Labels to filter by; the values become texts. */
  @Word("tags row: 0")
  void tags(Map<String, Object> values);

  /** Anything JSON can say, for the hooks: {@code job.data}. */
  @Word("data seed: 42")
  void data(Map<String, Object> values);

  /** Higher ones start first; 0 unless said. */
  @Word("priority 10")
  void priority(Number value);

  /** Environment variables, after those of the app; the values become texts. */
  @Word("environment NAME: 'value'")
  void environment(Map<String, Object> variables);

  /** Waits until these have finished well; fails when one of them does not. */
  @Word("after job1, job2")
  void after(Object... jobs);

  /** Waits until these have ended, whatever their end. */
  @Word("after_any job1, job2")
  void afterAny(Object... jobs);

  /**
   * Brings files into the workdir before the first run.
   *
   * @param options {@code files:} a pattern as in a shell, or a list of them; {@code from:} a job
   *     or a list of jobs whose workdirs they come from (this job then waits for them), without it
   *     they are relative to the script; {@code copy:} true to copy, else they are linked; {@code
   *     optional:} true when it is fine that nothing matches, else the job fails
   */
  @Word("inputs from: job1, files: '*.csv'")
  void inputs(Map<String, Object> options);

  /** Fills the app's transfer slots: a place as {@code alias:/path}, or an absolute path here. */
  @Word("transfers slot: 'alias:/path'")
  void transfers(Map<String, Object> places);
}
