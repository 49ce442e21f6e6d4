// What every view begins with: its name, which is also the tab's, and what can be done with all of it.

import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

type PageProps = {
  title: string;
  /** The tab's title, where the heading says more than a name. */
  tab?: string;
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
};

export function Page({ title, tab = title, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${tab} · Assay`;
  }, [tab]);
  return (
    <div class="page">
      <div class="page-head">
        <div>
          <h1 tabIndex={-1}>{title}</h1>
          {lead !== undefined && <p class="lead">{lead}</p>}
        </div>
        {actions !== undefined && <div class="actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
