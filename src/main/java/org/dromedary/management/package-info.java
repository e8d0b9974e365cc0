/**
 * The management API: operations over HTTP for operators and viewers, each described by OpenAPI.
 *
 * <p>It knows how a request is authenticated and answered, and nothing of what the operations do;
 * these are given by whoever starts it. Who may do what is said by the role of the operation alone.
 * Whatever a request says is data.
 */
@NullMarked
package org.dromedary.management;

import org.jspecify.annotations.NullMarked;
