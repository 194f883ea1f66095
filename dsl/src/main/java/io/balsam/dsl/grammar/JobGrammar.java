package io.balsam.dsl.grammar;

import groovy.lang.Range;
import java.util.Map;

/** The words inside {@code job('app') { … }}. All are optional. */
public interface JobGrammar {

  /**
   * Sets the job's directory, relative to the run's; unique in the run. Default: {@code app/1},
   * {@code app/2} and so on in the order declared.
   */
  @Word("workdir 'dir/name'")
  void workdir(String path);

  /** Sets values of the app's parameters. */
  @Word("parameters x: 1, y: 'text'")
  void parameters(Map<String, Object> values);

  /** Sets the number of nodes, from 1 (the default); more than one means whole, empty nodes. */
  @Word("nodes 1")
  void nodes(Number count);

  /**
   * Lets Balsam choose the number of nodes from a range, before the job starts first: a moldable
   * job. {@code ranksPerNode} stays as it is.
   */
  @Word("nodes 1..16")
  void nodes(Range<?> numbers);

  /** Sets the number of processes on each node, from 1 (the default). */
  @Word("ranksPerNode 1")
  void ranksPerNode(Number count);

  /** Sets the number of threads of each rank, from 1 (the default). */
  @Word("threadsPerRank 1")
  void threadsPerRank(Number count);

  /** Sets the number of hardware threads used on each core, from 1 (the default). */
  @Word("threadsPerCore 1")
  void threadsPerCore(Number count);

  /**
   * Sets the number of GPUs of each rank, from 0 (the default); {@code 0.5} shares one between two.
   */
  @Word("gpusPerRank 0.5")
  void gpusPerRank(Number gpus);

  /** Limits the number of such jobs that share a node; no limit unless said. */
  @Word("nodePackingCount 4")
  void nodePackingCount(Number count);

  /** Sets the memory on each node, as {@code '4 GB'}; not counted unless said. */
  @Word("memory '4 GB'")
  void memory(String amount);

  /** Requests one unit of a resource of nodes or of the site, by its name. */
  @Word("resource 'fpga', 1")
  void resource(String name);

  /** Requests units of a resource that each node has, or the site, by its name. */
  @Word("resource 'fpga', 1")
  void resource(String name, Number count);

  /** Limits one attempt, also used to start longer jobs first; no limit unless said. */
  @Word("wallTime 10.minutes")
  void wallTime(Object duration);

  /** Passes options to the MPI runner; {@code true} for an option without a value. */
  @Word("launchParams '-v': true")
  void launchParams(Map<String, Object> options);

  /** Sets labels to filter by; the values become strings. */
  @Word("tags row: 0")
  void tags(Map<String, Object> values);

  /** Sets data of any kind that JSON has, for the hooks: {@code job.data}. */
  @Word("data seed: 42")
  void data(Map<String, Object> values);

  /** Sets the priority; jobs with a higher one start first. 0 unless said. */
  @Word("priority 10")
  void priority(Number value);

  /** Sets environment variables, after those of the app; the values become strings. */
  @Word("environment NAME: 'value'")
  void environment(Map<String, Object> variables);

  /** Waits until these have succeeded; fails when one of them does not. */
  @Word("after job1, job2")
  void after(Object... jobs);

  /** Waits until these have ended, in any state. */
  @Word("after_any job1, job2")
  void afterAny(Object... jobs);

  /**
   * Brings files into the workdir before the first attempt.
   *
   * @param options {@code files:} a pattern as in a shell, or a list of them; {@code from:} a job
   *     or a list of jobs whose workdirs they come from (this job then waits for them), without it
   *     they are relative to the script; {@code copy:} true to copy, else they are linked; {@code
   *     optional:} true if no match is fine, else the job fails
   */
  @Word("inputs from: job1, files: '*.csv'")
  void inputs(Map<String, Object> options);

  /**
   * Fills the app's transfer slots: a place as {@code location:/path}, an absolute path, or a list.
   */
  @Word("transfers slot: 'location:/path'")
  void transfers(Map<String, Object> places);
}
