mod cmd;
mod contract;
mod history;
mod hostile;
mod layers;
mod properties;
mod support;
