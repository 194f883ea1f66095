package io.balsam.engine.store;

/**
 * Listings of a job's files, in the format of {@link io.balsam.engine.files.Listing}.
 *
 * @param broughtIn inputs as they were staged in; empty for none
 * @param made all files when the job ended; empty for none
 */
public record JobFiles(String broughtIn, String made) {

  public static final JobFiles NONE = new JobFiles("", "");

  /** Kind of a listing. */
  public enum Kind {
    BROUGHT_IN,
    MADE
  }

  public JobFiles with(Kind kind, String files) {
    return kind == Kind.MADE ? new JobFiles(broughtIn, files) : new JobFiles(files, made);
  }
}
