/**
 * The commands of {@code ./dromedary}.
 *
 * <p>Only arguments, output and exit codes: what a command does stands behind a small interface
 * that {@code Main} implements. Exit codes are {@link org.dromedary.cli.ExitCode}'s. Knows neither
 * settings nor the router. A password is never an argument.
 */
@NullMarked
package org.dromedary.cli;

import org.jspecify.annotations.NullMarked;
