/**
 * The one user store: who may log in, with which roles, and from which addresses a user may send.
 *
 * <p>Names and passwords are checked by JAAS as {@code artemis-config/login.config} says: against
 * {@code users.properties} and {@code roles.properties} by default, which Artemis can use as well,
 * or against LDAP. {@code UserStore} is what others know; JAAS and the principals of Artemis stay
 * in here. {@code UserAccounts} is how the files are changed.
 *
 * <p>Invariants: who is not let in is not told why, nor does the time it takes tell; a password is
 * kept only as a salted hash; a file is replaced as a whole, so that a router never reads half of
 * it; a name is the same whatever its case. It must not know SMTP, nor what a role allows.
 */
@NullMarked
package org.dromedary.users;

import org.jspecify.annotations.NullMarked;
