package io.balsam.globus.emulator

import java.nio.file.Path
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

/** Tasks by id and by submission. */
class EmulatedTasks implements Closeable {

  final EmulatedBehaviour behaviour = new EmulatedBehaviour()

  /** Tasks by id, in order; replaced as a whole, so that it can be looked through while others come. */
  volatile Map<String, EmulatedTask> all = [:]

  private final Map<String, Path> collections
  private final threads = Executors.newCachedThreadPool { work -> new Thread(work, 'globus-task').tap { daemon = true } }

  EmulatedTasks(Map<String, Path> collections) { this.collections = collections }

  /** The task of a document, which is a new one unless there is one of its submission. */
  synchronized Map submit(String type, Map document) {
    if (!document.DATA) {
      throw new EmulatedRefusal(400, "ClientError.BadRequest.No${type.capitalize()}Items", "A $type requires at least one item")
    }
    if (!(document.submission_id ==~ /[-0-9a-f]{36}/)) {
      throw new EmulatedRefusal(400, 'ClientError.BadRequest', 'submission_id is required')
    }
    def task = all.values().find { it.document.submission_id == document.submission_id }
    boolean known = task != null
    if (!known) {
      task = new EmulatedTask(type.toUpperCase(), document, behaviour.clone(), collections)
      all = all + [(task.id): task]
      threads.execute { task.run() }
    }
    [DATA_TYPE: "${type}_result".toString(), code: known ? 'Duplicate' : 'Accepted', message: "The $type has been accepted and a task has been created and queued for execution".toString(),
     request_id: 'x', resource: "/$type".toString(), submission_id: document.submission_id, task_id: task.id,
     task_link: [DATA_TYPE: 'link', href: "/v0.10/task/$task.id?format=json".toString(), rel: 'related', resource: 'task', title: 'related task']]
  }

  /** Lets tasks go on that are paused, or wait for a person who now has logged in. */
  void resume() {
    all.values().findAll { it.resume() }.each { task -> threads.execute { task.run() } }
  }

  EmulatedTask of(String id) {
    def task = all[id]
    if (!task) {
      throw new EmulatedRefusal(404, 'TaskNotFound', "No task found with id '$id'")
    }
    task
  }

  @Override
  void close() {
    all.values().each { it.cancel() }
    threads.shutdownNow()
    threads.awaitTermination(30, TimeUnit.SECONDS)
  }
}
