package org.dromedary.management;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotCompliantMBeanException;
import javax.management.StandardMBean;

/** An MBean that says what it is as the {@link Described} of its interface have it. */
final class DescribedMBean extends StandardMBean {
  private final Class<?> type;

  private DescribedMBean(Object bean, Class<Object> type) throws NotCompliantMBeanException {
    super(bean, type);
    this.type = type;
  }

  /** Of a bean by one of its interfaces. */
  @SuppressWarnings("unchecked") // the constructor checks it
  static <T> DescribedMBean of(T bean, Class<T> type) {
    try {
      return new DescribedMBean(bean, (Class<Object>) type);
    } catch (NotCompliantMBeanException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return text(type).orElse(info.getDescription());
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    return method("get" + info.getName(), 0)
        .flatMap(DescribedMBean::text)
        .orElse(info.getDescription());
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    return method(info).flatMap(DescribedMBean::text).orElse(info.getDescription());
  }

  @Override
  protected String getDescription(MBeanOperationInfo info, MBeanParameterInfo parameter, int at) {
    return method(info)
        .flatMap(m -> text(m.getParameters()[at]))
        .orElse(parameter.getDescription());
  }

  @Override
  protected String getParameterName(MBeanOperationInfo info, MBeanParameterInfo parameter, int at) {
    return method(info).map(m -> m.getParameters()[at].getName()).orElse(parameter.getName());
  }

  private Optional<Method> method(MBeanOperationInfo info) {
    return method(info.getName(), info.getSignature().length);
  }

  private Optional<Method> method(String name, int parameters) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getName().equals(name) && m.getParameterCount() == parameters)
        .findFirst();
  }

  private static Optional<String> text(AnnotatedElement element) {
    return Optional.ofNullable(element.getAnnotation(Described.class)).map(Described::value);
  }
}
