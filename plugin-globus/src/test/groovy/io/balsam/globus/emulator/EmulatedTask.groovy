package io.balsam.globus.emulator

import java.nio.file.Files
import java.nio.file.LinkOption
import java.nio.file.Path
import java.time.Instant
import java.time.temporal.ChronoUnit
import java.util.concurrent.CopyOnWriteArrayList

/** One transfer or delete, from its document to its end. */
class EmulatedTask implements Runnable {

  final String id = UUID.randomUUID().toString()
  final String type
  final Map document
  final EmulatedBehaviour behaviour
  final List<Map> events = new CopyOnWriteArrayList<>()
  final List<Map> arrived = new CopyOnWriteArrayList<>()
  final List<Map> skipped = new CopyOnWriteArrayList<>()

  private final Map<String, Path> collections
  private final Instant requested = Instant.now()
  private volatile String status = 'ACTIVE'
  private volatile Map fatal = null
  private volatile Instant completed = null
  private volatile long bytes = 0
  private volatile int pending
  private volatile int faults = 0

  EmulatedTask(String type, Map document, EmulatedBehaviour behaviour, Map<String, Path> collections) {
    this.type = type
    this.document = document
    this.behaviour = behaviour
    this.collections = collections
    this.pending = document.DATA.size()
    if (behaviour.inactive) {
      status = 'INACTIVE'
    }
  }

  @Override
  void run() {
    try {
      behaviour.gate.await()
      if (behaviour.inactive || behaviour.paused) {
        return
      }
      event('STARTED', false, 'started', '{"type": "transfer"}')
      def rest = document.DATA as List<Map>
      while (rest && status == 'ACTIVE') {
        rest = rest.findAll { item -> !attempt(item) }
        if (rest && status == 'ACTIVE') {
          Thread.sleep(20)
        }
      }
      end(rest ? 'FAILED' : 'SUCCEEDED')
    } catch (InterruptedException e) {
      end('FAILED')
    } catch (Exception e) {
      fatal = [code: 'INTERNAL_ERROR', description: e.toString()]
      end('FAILED')
    }
  }

  /** Ends a task that has not ended, and tells whether it had not. */
  synchronized boolean cancel() {
    if (completed) {
      return false
    }
    fatal = [code: 'CANCELED', description: 'canceled']
    end('FAILED')
    true
  }

  /** Ends its wait, and tells whether it waited. */
  synchronized boolean resume() {
    boolean waited = !completed && (behaviour.paused || behaviour.inactive)
    behaviour.paused = false
    behaviour.inactive = false
    status = waited ? 'ACTIVE' : status
    waited
  }

  boolean isEnded() { completed != null }

  Map description() {
    [DATA_TYPE: 'task', task_id: id, type: type, status: status, label: document.label, owner_id: id, username: 'u_x', command: 'API 0.10',
     request_time: text(requested), completion_time: text(completed), deadline: document.deadline ?: text(requested.plus(1, ChronoUnit.DAYS)),
     source_endpoint: 'a#source', source_endpoint_id: document.source_endpoint ?: document.endpoint, source_endpoint_display_name: 'Source',
     destination_endpoint: 'a#destination', destination_endpoint_id: document.destination_endpoint, destination_endpoint_display_name: 'Destination',
     sync_level: document.sync_level, verify_checksum: document.verify_checksum, encrypt_data: document.encrypt_data, preserve_timestamp: document.preserve_timestamp,
     skip_source_errors: document.skip_source_errors, fail_on_quota_errors: document.fail_on_quota_errors, delete_destination_extra: false,
     recursive_symlinks: document.recursive_symlinks ?: 'ignore', filter_rules: null, history_deleted: false, canceled_by_admin: null, canceled_by_admin_message: null,
     is_paused: behaviour.paused, is_ok: completed ? null : faults == 0, fatal_error: fatal, faults: faults,
     nice_status: completed ? null : behaviour.paused ? 'PAUSED' : behaviour.inactive ? 'CREDENTIALS_EXPIRED' : faults ? events.last().code : 'OK',
     nice_status_details: null, nice_status_expires_in: completed ? null : -1,
     nice_status_short_description: completed ? null : behaviour.paused ? 'paused by the administrator' : behaviour.inactive ? 'credentials expired' : faults ? events.last().description : 'OK',
     bytes_transferred: bytes, bytes_checksummed: bytes, effective_bytes_per_second: bytes, files: arrived.size() + pending, directories: 0, symlinks: 0,
     files_transferred: arrived.size(), files_skipped: 0, subtasks_total: document.DATA.size(), subtasks_succeeded: document.DATA.size() - pending - skipped.size(),
     subtasks_pending: completed ? 0 : pending, subtasks_retrying: 0, subtasks_failed: 0, subtasks_canceled: completed ? pending : 0, subtasks_expired: 0,
     subtasks_skipped_errors: skipped.size()]
  }

  private boolean attempt(Map item) {
    if (behaviour.breaksAfter >= 0 && document.DATA.size() - pending >= behaviour.breaksAfter) {
      fatal = [code: behaviour.fatal, description: 'as ordered']
      end('FAILED')
      return false
    }
    if (type == 'DELETE') {
      erase(at(document.endpoint, item.path))
    } else if (!moved(item)) {
      return false
    }
    pending--
    true
  }

  /** Whether an item needs no further attempt. */
  private boolean moved(Map item) {
    def source = at(document.source_endpoint, item.source_path)
    def destination = at(document.destination_endpoint, item.destination_path)
    def ordered = behaviour.errors.find { item.source_path.endsWith(it.key) || item.destination_path.endsWith(it.key) }
    if (ordered) {
      return fault(item, ordered.value)
    }
    if (!Files.exists(source)) {
      if (document.skip_source_errors && !behaviour.keepsMissing) {
        skip(item, 'FILE_NOT_FOUND')
        return true
      }
      return fault(item, 'FILE_NOT_FOUND')
    }
    if (Files.isDirectory(source) != (item.recursive == true)) {
      return fault(item, item.recursive ? 'NOT_A_DIRECTORY' : 'IS_A_DIRECTORY')
    }
    copy(source, destination, item.source_path.replaceAll('/+$', ''), item.destination_path.replaceAll('/+$', ''))
    true
  }

  private void skip(Map item, String code) {
    skipped << [DATA_TYPE: 'skipped_error', source_path: item.source_path, destination_path: item.destination_path, error_code: code,
                error_details: 'no such file', error_time: text(Instant.now()), is_directory: false, is_symlink: false, is_delete_destination_extra: false,
                checksum_algorithm: null, external_checksum: null]
  }

  private boolean fault(Map item, String code) {
    if (!events.any { it.is_error && it.details.contains(item.source_path) }) {
      faults++
      def details = [context: [[operation: 'file transfer', path: item.source_path]], error: [body: '550 End.%0D%0A', code: 550], endpoint: 'Source']
      event(code, true, code.toLowerCase().replace('_', ' '),
          behaviour.plainDetails ? "Error (transfer)\nFile: $item.source_path\nMessage: $code" : GlobusEmulator.JSON.writeValueAsString(details))
    }
    false
  }

  private void copy(Path from, Path to, String source, String destination) {
    if (Files.isSymbolicLink(from)) {
      return
    }
    if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(to)
      from.toFile().listFiles().sort().each { copy(it.toPath(), to.resolve(it.name), "$source/$it.name", "$destination/$it.name") }
      return
    }
    if (behaviour.unreadable.any { source.endsWith(it) }) {
      skip([source_path: source, destination_path: destination], 'PERMISSION_DENIED')
      return
    }
    Files.createDirectories(to.parent)
    if (!same(from, to)) {
      to.withOutputStream { out -> from.withInputStream { out << it } }
      bytes += Files.size(from)
    }
    arrived << [DATA_TYPE: 'successful_transfer', source_path: source, destination_path: destination, size: Files.size(from),
                checksum: null, checksum_algorithm: null, dynamic_input: false]
  }

  private boolean same(Path from, Path to) {
    if (document.sync_level == null || !Files.exists(to)) {
      return false
    }
    switch (document.sync_level as int) {
      case 0: return true
      case 1: return Files.size(from) == Files.size(to)
      case 2: return Files.getLastModifiedTime(from) <= Files.getLastModifiedTime(to)
      default: return Files.mismatch(from, to) < 0
    }
  }

  private Path at(String collection, String path) {
    def root = collections[collection]
    if (!root) {
      throw new EmulatedRefusal(404, 'EndpointNotFound', "No endpoint with id $collection")
    }
    root.resolve(path.replaceFirst('^/+', ''))
  }

  static void erase(Path path) {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      path.toFile().deleteDir()
    } else {
      Files.deleteIfExists(path)
    }
  }

  private synchronized void end(String word) {
    if (!completed) {
      status = word
      completed = Instant.now()
      event(word == 'SUCCEEDED' ? 'SUCCEEDED' : (fatal?.code ?: 'CANCELED'), false, word.toLowerCase(), '{}')
    }
  }

  private void event(String code, boolean error, String description, String details) {
    events << [DATA_TYPE: 'event', code: code, is_error: error, description: description, details: details, parent_task_id: null, time: text(Instant.now())]
  }

  private static String text(Instant time) { time?.truncatedTo(ChronoUnit.SECONDS)?.toString()?.replace('Z', '+00:00') }
}
