// The errors the service answers with, in its own conditions and words: the SDK branches on both.
export interface AmqpFault {
  condition: string;
  description: string;
}

/** Becomes `MessagingEntityNotFoundError` in the SDK, by the wording. */
export function entityNotFound(address: string): AmqpFault {
  return {
    condition: 'amqp:not-found',
    description: `The messaging entity '${address}' could not be found.`,
  };
}

export function partitionOutOfRange(partition: string, count: number): AmqpFault {
  return {
    condition: 'com.microsoft:argument-out-of-range',
    description: `The specified partition is invalid for an EventHub partition sender or receiver. It should be between 0 and ${count - 1}. Parameter name: PartitionId. Actual value was ${partition}.`,
  };
}

export function invalidArgument(description: string): AmqpFault {
  return { condition: 'com.microsoft:argument-error', description };
}

export function messageTooLarge(deliveryId: number, size: number, limit: number): AmqpFault {
  return {
    condition: 'amqp:link:message-size-exceeded',
    description: `The received message (delivery-id:${deliveryId}, size:${size} bytes) exceeds the limit (${limit} bytes) currently allowed on the link.`,
  };
}

export function undecodable(reason: string): AmqpFault {
  return { condition: 'amqp:decode-error', description: reason };
}

export function internalError(reason: string): AmqpFault {
  return { condition: 'amqp:internal-error', description: reason };
}

export function notAllowed(description: string): AmqpFault {
  return { condition: 'amqp:not-allowed', description };
}

/** To the receiver that has to go. */
export function disconnectedByEpoch(
  oldName: string,
  oldEpoch: number,
  newName: string,
  epoch: number,
): AmqpFault {
  return {
    condition: 'amqp:link:stolen',
    description: `New receiver '${newName}' with higher epoch of '${epoch}' is created hence current receiver '${oldName}' with epoch '${oldEpoch}' is getting disconnected. If you are recreating the receiver, make sure a higher epoch is used.`,
  };
}

/** To the newcomer whose epoch is too low. */
export function lowerEpoch(holder: string, holderEpoch: number, name: string, epoch: number): AmqpFault {
  return {
    condition: 'amqp:link:stolen',
    description: `Receiver '${holder}' with a higher epoch of '${holderEpoch}' already exists. Receiver '${name}' with epoch ${epoch} cannot be created. Make sure you are creating receiver with increasing epoch value to ensure connectivity, or ensure all old epoch receivers are closed or disconnected.`,
  };
}

/** To the newcomer without an epoch. */
export function epochExists(holderEpoch: number): AmqpFault {
  return {
    condition: 'amqp:link:stolen',
    description: `At least one receiver for the endpoint is created with epoch of '${holderEpoch}', and so non-epoch receiver is not allowed. Either reconnect with a higher epoch, or make sure all epoch receivers are closed or disconnected.`,
  };
}

export function tooManyReceivers(limit: number): AmqpFault {
  return {
    condition: 'amqp:resource-limit-exceeded',
    description: `Exceeded the maximum number of allowed receivers per partition in a consumer group which is ${limit}. Please make sure you are using the same consumer group with not more than ${limit} receivers.`,
  };
}
