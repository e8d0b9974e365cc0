/**
 * The beans that the routes in {@code routes/} call: each does one piece of work and has one public
 * method; and the adapters by which other packages ask a route.
 *
 * <p>Order and choice are in the routes, protocol rules in the packages that these beans use.
 * Nothing of a mail becomes an exchange header or a part of an expression.
 */
@NullMarked
package org.dromedary.camel;

import org.jspecify.annotations.NullMarked;
