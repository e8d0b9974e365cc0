package org.dromedary.cli;

/**
 * What the commands about users need.
 *
 * @param administration finds the users
 * @param passwords where new passwords come from
 */
public record CommandLineUsers(UserAdministration administration, PasswordInput passwords) {}
