// The package's types know its main file only, which draws from the machine's own randomness when it is loaded; this one file of it does not.
declare module "seedrandom/lib/xor128.js" {
  interface Xor128 {
    int32(): number;
    state(): { readonly x: number; readonly y: number; readonly z: number; readonly w: number };
  }
  const xor128: (seed: string, options: { readonly state: true }) => Xor128;
  export default xor128;
}
