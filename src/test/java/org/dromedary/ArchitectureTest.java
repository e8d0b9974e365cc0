package org.dromedary;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The law of packages: who may know whom. */
@AnalyzeClasses(packages = "org.dromedary", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "org.dromedary";
  private static final String[] CAMEL = {"org.apache.camel.."};
  private static final String[] MESSAGING = {
    "jakarta.jms..", "org.apache.activemq..", "org.apache.artemis.."
  };

  /** A package may import what stands in an earlier cell; never its own cell or a later one. */
  private static final List<List<String>> CELLS =
      List.of(
          List.of("mail"),
          List.of("dns", "smtp.wire", "dsn", "users", "tls"),
          List.of("routing", "report"),
          List.of("smtp.client", "smtp.server"),
          List.of("queue"),
          List.of("delivery", "local", "list", "events", "metrics", "tracing", "submit"),
          List.of("spool", "broker", "management", "camel", "tracking"),
          List.of("cli", "settings"));

  @ArchTest
  static void everyPackageImportsOnlyWhatStandsBeforeIt(JavaClasses classes) {
    List<String> earlier = new ArrayList<>();
    for (List<String> cell : CELLS) {
      for (String name : cell) {
        List<String> allowed = new ArrayList<>(earlier);
        allowed.add(name);
        onlyImports(name, allowed).check(classes);
      }
      earlier.addAll(cell);
    }
  }

  private static ArchRule onlyImports(String name, List<String> allowed) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(qualified(allowed)))))
        .as(name + " imports of ours only " + allowed)
        .allowEmptyShould(true);
  }

  private static String[] qualified(List<String> names) {
    return names.stream().map(name -> ROOT + "." + name).toArray(String[]::new);
  }

  @ArchTest
  static final ArchRule everyClassIsInAPackageOfTheLaw =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of(ROOT),
                      CELLS.stream().flatMap(List::stream).map(name -> ROOT + "." + name))
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule mailKnowsOnlyJava =
      classes()
          .that()
          .resideInAPackage(ROOT + ".mail")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + ".mail", "java..", "org.jspecify.annotations");

  @ArchTest
  static final ArchRule onlyTheEdgesKnowCamel =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      ROOT, ROOT + ".camel", ROOT + ".spool", ROOT + ".smtp.server")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CAMEL);

  /**
   * The session is pure: in {@code smtp.server} only the classes that are named so stand at the
   * edge.
   */
  @ArchTest
  static final ArchRule theSmtpSessionKnowsNeitherNettyNorCamel =
      noClasses()
          .that(
              resideInAPackage(ROOT + ".smtp.server")
                  .and(
                      nameStartsWith("Session")
                          .or(nameStartsWith("SmtpSession"))
                          .or(nameStartsWith("MailTransaction"))
                          .or(nameEndsWith("Command"))
                          .or(nameEndsWith("Verb")))
                  .and(not(nameEndsWith("Handler"))))
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.camel..", "io.netty.."))
          .allowEmptyShould(true);

  private static DescribedPredicate<JavaClass> nameStartsWith(String prefix) {
    return DescribedPredicate.describe(
        "named " + prefix + "*", type -> type.getSimpleName().startsWith(prefix));
  }

  private static DescribedPredicate<JavaClass> nameEndsWith(String suffix) {
    return DescribedPredicate.describe(
        "named *" + suffix, type -> type.getSimpleName().endsWith(suffix));
  }

  @ArchTest
  static final ArchRule onlyBrokerSpoolAndCamelKnowMessaging =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      ROOT + ".broker", ROOT + ".spool", ROOT + ".camel", ROOT + ".users")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(MESSAGING);

  @ArchTest
  static final ArchRule ofArtemisUsersKnowOnlyTheLoginModules =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".users")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(MESSAGING)
                  .and(
                      not(resideInAPackage("org.apache.activemq.artemis.spi.core.security.jaas"))));

  @ArchTest
  static final ArchRule onlyUsersAndTheDoorOfTheBrokerKnowJaas =
      noClasses()
          .that(
              not(
                  resideInAPackage(ROOT + ".users")
                      .or(resideInAPackage(ROOT + ".broker").and(nameStartsWith("BrokerUsers")))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "javax.security.auth",
              "javax.security.auth.callback..",
              "javax.security.auth.login..",
              "javax.security.auth.spi..",
              "javax.naming..");

  @ArchTest
  static final ArchRule nobodyButTheBootImportsSettings =
      noClasses()
          .that(not(resideInAnyPackage(ROOT, ROOT + ".settings")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".settings");

  @ArchTest
  static final ArchRule publicFieldsAreConstants =
      fields()
          .that()
          .arePublic()
          .and(
              DescribedPredicate.describe(
                  "are not enum constants", field -> !field.getOwner().isEnum()))
          .should()
          .beStatic()
          .andShould()
          .beFinal();

  @ArchTest
  static final ArchRule thereIsNoStaticMutableState =
      fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses().should().haveNameMatching(".*\\.[A-Za-z]*(Manager|Helper|Utils?|Impl)(\\$.*)?");

  @ArchTest
  static final ArchRule nothingReadsTheClockOrRandomnessBesideTheBoot =
      noClasses()
          .that(not(resideInAPackage(ROOT)))
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Math.class, "random");
}
